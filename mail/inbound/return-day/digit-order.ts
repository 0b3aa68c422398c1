import { phraseAt } from './find-phrase.ts';
import type { Sentence } from './notice-tokens.ts';
import type { DigitOrder } from './resolve-days.ts';

/**
 * In which order a mail writes dates in digits. One date that has only one reading settles it; so does a language other than
 * English, in which nobody writes the month first.
 */
export function digitOrderOf(sentences: readonly Sentence[]): DigitOrder {
	let english = 0;
	let others = 0;
	for (const tokens of sentences) {
		for (const [at, { number }] of tokens.entries()) {
			const second = tokens[at + 2]?.number;
			if (
				number !== undefined &&
				second !== undefined &&
				/^[/.]$/.test(tokens[at + 1]!.word) &&
				tokens[at + 2]!.glued
			) {
				if (number > 12 && number <= 31 && second >= 1 && second <= 12) return 'day-first';
				if (second > 12 && second <= 31 && number >= 1 && number <= 12) return 'month-first';
			}
			const phrase = phraseAt(tokens, at);
			if (!phrase || /^(?:range|neutral|other)$/.test(phrase.says)) continue;
			if (phrase.languages.includes('en')) english++;
			else others++;
		}
	}
	return others > 0 || english === 0 ? 'day-first' : 'open';
}
