import { line } from './line.ts';

/** A line that may be left empty: at most `longest` characters, null where nothing is left. */
export function optionalLine(longest: number) {
	return line(longest)
		.transform((typed) => typed || null)
		.nullable();
}
