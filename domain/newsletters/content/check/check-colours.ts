import { contrast, LEAST_CONTRAST } from '../contrast.ts';
import { darkColours } from '../dark-colours.ts';
import type { LetterColours } from '../letter.ts';
import type { Remark } from './remark.ts';

/** What of a letter is read before what, light and dark. */
function pairs(colours: LetterColours): { use: 'text' | 'link' | 'button'; ratio: number }[] {
	const dark = darkColours(colours);
	const { background, text, accent, onAccent } = colours;
	return [
		{ use: 'text', ratio: contrast(text, background) },
		{ use: 'link', ratio: contrast(accent, background) },
		{ use: 'button', ratio: contrast(onAccent, accent) },
		{ use: 'text', ratio: contrast(dark.text, dark.background) },
		{ use: 'link', ratio: contrast(dark.link, dark.background) },
	];
}

/** Colours that cannot be read, each use once. */
export function checkColours(colours: LetterColours): Remark[] {
	return pairs(colours)
		.filter(({ ratio }) => ratio < LEAST_CONTRAST)
		.map(({ use, ratio }) => ({ code: 'low-contrast', place: 'colours', what: use, value: ratio }));
}

/** The worst of them: at least 4.5 where all can be read. */
export function leastContrast(colours: LetterColours): number {
	return Math.min(...pairs(colours).map(({ ratio }) => ratio));
}
