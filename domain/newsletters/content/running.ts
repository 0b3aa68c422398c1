import { z } from 'zod';

/**
 * A run of text: spaces at its ends stand between it and the next run, so they stay. What no database holds, what no mail
 * shows and what marks a place in a letter that is being compiled go; line breaks are blocks of their own.
 */
export function cleanRun(text: string): string {
	return text
		.toWellFormed()
		.replace(/[\n\r\t\v\f\u0085\u2028\u2029]+/g, ' ')
		.replace(/[\p{Cc}\p{Co}]/gu, '');
}

/** A field that holds a run of text of at most `longest` characters. */
export function running(longest: number) {
	return z.string().overwrite(cleanRun).max(longest);
}
