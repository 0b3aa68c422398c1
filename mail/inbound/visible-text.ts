import { convert } from 'html-to-text';
import { boundedHtml } from './bounded-html.ts';
import { ownLines } from './new-text/own-lines.ts';
import { BELOW, QUOTATION_FORMATTERS, QUOTATION_SELECTORS } from './new-text/quotation-elements.ts';

const CHARACTERS_AT_MOST = 64 * 1024;
const LINE_AT_MOST = 1_000;
const LINES_AT_MOST = 2_000;

/**
 * What the writer wrote now: quotation, signature behind `-- ` and our own footer left out
 * (docs/design/reply-detection.md#new-text). Only the first 64 KB are looked at, 2,000 lines of 1,000 characters.
 *
 * @param text Plain text with `\n` line ends; quoted lines marked with `>`, or below the line that introduces them.
 * @param ours Lines that we put under our mails ourselves.
 */
export function visibleTextOf(text: string, ours: readonly string[] = []): string {
	const own = ownLines(boundedLines(text), ours);
	// The rule above what was quoted.
	while (own.length > 0 && /^[\s_*=-]*$/.test(own.at(-1)!)) own.pop();
	return own
		.join('\n')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

/** The lines of a text, as many and as much of each as is ever looked at. */
export function boundedLines(text: string): string[] {
	return text
		.slice(0, CHARACTERS_AT_MOST)
		.split('\n', LINES_AT_MOST)
		.map((line) => line.slice(0, LINE_AT_MOST));
}

/**
 * What the writer wrote now, from a mail's HTML where that shows by its structure what is quoted, else from its text.
 *
 * @param text The mail's plain text, or what was made from its HTML.
 * @param structured What was made from its HTML; empty where it has none.
 */
export function newTextOf(text: string, structured: string, ours: readonly string[] = []): string {
	const fromHtml = /^>/m.test(structured) ? visibleTextOf(structured, ours) : '';
	return fromHtml || visibleTextOf(text, ours);
}

/** The text of an HTML mail, pictures and addresses of links left out, quotations marked with `> `. */
export function textOfHtml(html: string): string {
	const text = convert(boundedHtml(html), {
		wordwrap: false,
		limits: { maxDepth: 60, maxChildNodes: 5_000, ellipsis: '…' },
		formatters: QUOTATION_FORMATTERS,
		selectors: [
			{ selector: 'img', format: 'skip' },
			{ selector: 'a', options: { ignoreHref: true } },
			...QUOTATION_SELECTORS,
			...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
				selector,
				options: { uppercase: false },
			})),
		],
	});
	const below = text.indexOf(BELOW);
	if (below < 0) return text;
	const quoted = text.slice(below).replaceAll(BELOW, '').trim();
	return `${text.slice(0, below).trimEnd()}\n\n${quoted.replace(/^/gm, '> ')}`;
}
