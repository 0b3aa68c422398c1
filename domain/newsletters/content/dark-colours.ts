import { lightened } from './contrast.ts';
import type { LetterColours } from './letter.ts';

/** What mail programs paint behind a letter when they are dark, and the words on it. */
export const DARK_BACKGROUND = '#1b1b1a';
const DARK_TEXT = '#eceae5';
const DARK_MUTED = '#b5b2aa';

/** Colours of a letter on a dark screen; words on buttons stay as they are, so does their button. */
export function darkColours({ accent }: LetterColours) {
	return {
		background: DARK_BACKGROUND,
		text: DARK_TEXT,
		muted: DARK_MUTED,
		link: lightened(accent, DARK_BACKGROUND),
	};
}
