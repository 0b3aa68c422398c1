import { darkColours } from '../dark-colours.ts';
import type { LetterColours } from '../letter.ts';

/** Classes by which a mail program that is dark repaints a letter. */
export const CLASSES = { body: 'rf-b', text: 'rf-t', muted: 'rf-m', link: 'rf-a', line: 'rf-l' } as const;

/** Rules for programs that ask which theme their reader has (Apple Mail, Outlook for Mac, Thunderbird). */
export function darkRules(colours: LetterColours): string {
	return `@media (prefers-color-scheme:dark){${rules('', colours)}}`;
}

/**
 * Rules for Outlook.com and Outlook for telephones, which mark what they made dark. They stand in a style block of their own:
 * Gmail leaves out a whole block that holds a selector it does not know.
 */
export function outlookDarkRules(colours: LetterColours): string {
	return rules('[data-ogsc] ', colours);
}

function rules(before: string, colours: LetterColours): string {
	const dark = darkColours(colours);
	const behind = `${before}.${CLASSES.body},${before}.${CLASSES.body}>div`;
	return [
		`${behind}{background-color:${dark.background}!important}`,
		`${before}.${CLASSES.text},${before}.${CLASSES.text} div{color:${dark.text}!important}`,
		`${before}.${CLASSES.muted},${before}.${CLASSES.muted} div{color:${dark.muted}!important}`,
		`${before}.${CLASSES.link}{color:${dark.link}!important}`,
		`${before}.${CLASSES.line} p{border-top-color:${dark.muted}!important}`,
	].join('');
}
