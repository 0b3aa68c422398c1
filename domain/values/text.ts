import { z } from 'zod';

/**
 * A text of several lines as it is stored: without NUL and halves of surrogate pairs, which no database holds, without spaces
 * around, its line breaks as a browser's text area holds them.
 */
export function cleanText(text: string): string {
	return text.toWellFormed().replaceAll('\0', '').replace(/\r\n?/g, '\n').trim();
}

/** A field of several lines, or of HTML, of at most `longest` characters. Every such field is made by it. */
export function text(longest: number) {
	return z.string().overwrite(cleanText).max(longest);
}
