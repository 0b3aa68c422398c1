import { z } from 'zod';
import { line } from './line.ts';

/** Longer than any address, domain or number that a form asks for. */
const LONGEST = 320;

/** What a person typed, as `read` understands it; what it does not understand fails the field with `code`. */
export function typed<T>(read: (text: string) => T | undefined, code: string) {
	return line(LONGEST).transform((text, context) => {
		const value = read(text);
		if (value !== undefined) return value;
		context.addIssue(code);
		return z.NEVER;
	});
}
