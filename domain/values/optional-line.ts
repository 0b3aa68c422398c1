import { z } from 'zod';

/** A line that may be left empty: without the spaces around it, at most `longest` characters, null where nothing is left. */
export function optionalLine(longest: number) {
	return z
		.string()
		.trim()
		.max(longest)
		.transform((text) => text || null)
		.nullable();
}
