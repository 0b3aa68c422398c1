import { MONTHS, ORDINAL_ENDS, SHORT_WEEKDAYS } from './calendar-words.ts';

/** A word, a number or a sign of a notice. */
export interface Token {
	/** Lower case, no accents. */
	readonly word: string;
	readonly number: number | undefined;
	/** Where it stands in the text. */
	readonly at: number;
	readonly end: number;
	/** No blank before it. */
	readonly glued: boolean;
	/** First of a line after one that was not full: what stands before it is said. */
	readonly opensLine: boolean;
}

/** Words that belong together, with the sign that ends them. */
export type Sentence = readonly Token[];

/** A line that is shorter was not wrapped by the mail program. */
const FULL_LINE = 50;
const TOKENS_AT_MOST = 400;

/**
 * Cuts a text into sentences of tokens. A blank line ends one, so does a full stop before a capital, but not the one behind
 * the number of a day (»am 7. Dezember«).
 */
export function sentencesIn(text: string): Sentence[] {
	const plain = text.replace(/[^\0-\x7f]/g, plainLetter).toLowerCase();
	const sentences: Token[][] = [];
	let current: Token[] = [];
	let lastEnd = 0;
	const close = () => {
		if (current.length > 0) sentences.push(current);
		current = [];
	};
	for (const found of plain.matchAll(/\p{L}+|\d+|[^\s\p{L}\d']/gu)) {
		const at = found.index;
		const between = plain.slice(lastEnd, at);
		const breaks = between.split('\n').length - 1;
		const word = found[0];
		if (breaks > 1 || (between !== '' && endsBefore(current, word, text[at]!))) close();
		if (current.length >= TOKENS_AT_MOST) close();
		current.push({
			word,
			number: /^\d/.test(word) ? Number(word) : undefined,
			at,
			end: at + word.length,
			glued: between === '' && current.length > 0,
			opensLine: breaks > 0 && lineBefore(plain, lastEnd) < FULL_LINE,
		});
		lastEnd = at + word.length;
	}
	close();
	return sentences;
}

/** As long as what it stands for, so that places in the text stay. */
function plainLetter(letter: string): string {
	if (/[’‘ʼ´]/.test(letter)) return "'";
	if (/[‐‑‒–—−]/.test(letter)) return '-';
	if (letter === 'ß') return 's';
	return letter.normalize('NFD')[0]!.toLowerCase().slice(0, 1);
}

const lineBefore = (text: string, end: number) => end - text.lastIndexOf('\n', end - 1) - 1;

function endsBefore(tokens: readonly Token[], next: string, written: string): boolean {
	const last = tokens.at(-1)?.word;
	if (last === '!' || last === '?' || last === '…') return true;
	if (last !== '.') return false;
	const before = tokens.at(-2);
	if (MONTHS.has(next) && (before?.number !== undefined || SHORT_WEEKDAYS.has(before?.word ?? '')))
		return false;
	// »Mo. 7. Dezember«, "Dec. 1".
	if (/\d/.test(next) || ORDINAL_ENDS.has(next)) return false;
	return written !== written.toLowerCase();
}

/** Whether these words stand at a place. */
export function standsAt(tokens: Sentence, at: number, words: readonly string[]): boolean {
	return words.every((word, index) => tokens[at + index]?.word === word);
}
