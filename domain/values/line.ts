import { z } from 'zod';
import { foldLine } from './fold-line.ts';

/** A field of one line, of at most `longest` characters. Every such field of a procedure or form is made by it. */
export function line(longest: number) {
	return z.string().overwrite(foldLine).max(longest);
}
