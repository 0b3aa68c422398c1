import { NO_LINK } from '#domain/writing/variable-values.ts';
import type { VariableValues } from '#domain/writing/variables.ts';
import type { RenderedLetter } from './rendered-letter.ts';
import { fillHtml, fillText, valueOfSlot } from './slots.ts';

/** A letter as one person reads it. */
export interface FilledLetter {
	readonly subject: string;
	readonly html: string;
	readonly text: string;
}

/** For whom a letter is filled outside of an issue, and who signs it. */
export interface LetterReader {
	readonly values: VariableValues;
	readonly signature: { readonly html: string; readonly text: string };
	/** Where the links of the footer lead; nobody is unsubscribed there. */
	readonly footerUrl?: string;
}

/**
 * Fills a letter for its preview or for a test: links lead where they lead without being counted, those of the footer to
 * nobody's page, and no pixel is called.
 */
export function fillLetter(
	{ subject, html, text, links }: RenderedLetter,
	{ values, signature, footerUrl = NO_LINK }: LetterReader,
): FilledLetter {
	const urls = new Map(links.map(({ number, url }) => [`link.${number}`, url]));
	const value = (slot: string): string => {
		if (slot === 'pixel') return NO_PIXEL;
		return valueOfSlot(slot, values) ?? urls.get(slot) ?? footerUrl;
	};
	return {
		subject: fillText(subject, value),
		html: fillHtml(html, (slot) => (slot === 'signature' ? signature.html : value(slot))),
		text: fillText(text, (slot) => (slot === 'signature' ? signature.text : value(slot))),
	};
}

/** An empty picture in itself (GIF89a, one transparent pixel): shown without asking anybody. */
const NO_PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
