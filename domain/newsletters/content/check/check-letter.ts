import { checkText } from '#domain/writing/variables.ts';
import { PHONE_SUBJECT } from '#domain/writing/phone-subject.ts';
import type { Letter } from '../letter.ts';
import { checkImages } from './check-images.ts';
import { checkLinks } from './check-links.ts';
import { checkColours, leastContrast } from './check-colours.ts';
import { blocksOf, imagesOf, textsOf, webAddressesOf } from './letter-parts.ts';
import type { LinkVerdict } from './link-verdict.ts';
import type { Place, Remark } from './remark.ts';
import { spamWordsIn } from './spam-words.ts';
import { GMAIL_CLIP, HEAVY_HTML } from '../measured-size.ts';

/** A letter with what it is sent with, and what is known of it beside. */
export interface LetterToCheck {
	readonly letter: Letter;
	readonly subject: string;
	readonly previewText: string;
	readonly imprint: string;
	/** Of its HTML as it leaves (`htmlBytes`); undefined until it was compiled. */
	readonly htmlBytes: number | undefined;
	/** Answers of its addresses, as far as they were asked. */
	readonly links: readonly LinkVerdict[];
}

/** What the check says of what it found in order. */
export interface CheckFacts {
	readonly addresses: number;
	readonly images: number;
	readonly htmlBytes: number | undefined;
	readonly leastContrast: number;
}

export interface LetterCheck {
	readonly remarks: readonly Remark[];
	readonly facts: CheckFacts;
}

/**
 * Checks a letter before it leaves (D-71): what is to be fixed, what is to be looked at, each with its place, in the order of
 * the letter. Computes only; what servers answer is asked elsewhere.
 */
export function checkLetter(checked: LetterToCheck): LetterCheck {
	const { letter, imprint, htmlBytes } = checked;
	const blocks = blocksOf(letter);
	const remarks: Remark[] = [
		...checkSubject(checked.subject),
		...ofText(checked.previewText, 'previewText'),
		...(imprint.trim() ? [] : [{ code: 'no-imprint' as const, place: 'imprint' as const, what: '' }]),
		...checkWhole(checked),
		...checkColours(letter.attrs),
		...blocks.flatMap((placed) => [
			...textsOf(placed.block).flatMap((text) => ofText(text, placed.place)),
			...checkLinks(placed, checked.links),
			...checkImages(placed),
		]),
	];
	const facts = {
		addresses: webAddressesOf(letter).length,
		images: imagesOf(letter).length,
		htmlBytes,
		leastContrast: leastContrast(letter.attrs),
	};
	return { remarks, facts };
}

function checkSubject(subject: string): Remark[] {
	if (subject.trim() === '') return [{ code: 'empty-subject', place: 'subject', what: '' }];
	const said = subject.replace(/\{\{[^{}|]*\|([^{}]*)\}\}/g, '$1');
	const long = { code: 'long-subject', place: 'subject', what: '', value: said.length } as const;
	return [...ofText(subject, 'subject'), ...(said.length > PHONE_SUBJECT ? [long] : [])];
}

/** Variables and words of one text; the same word is said of a text once. */
function ofText(text: string, place: Place): Remark[] {
	const variables = checkText(text).map(({ code, what }) => ({ code, place, what }));
	const words = spamWordsIn(text).map((what) => ({ code: 'spam-word' as const, place, what }));
	return [...variables, ...words];
}

function checkWhole({ letter, htmlBytes = 0 }: LetterToCheck): Remark[] {
	const blocks = blocksOf(letter).map(({ block }) => block);
	const hasWords = blocks.some(
		(block) => block.type !== 'button' && textsOf(block).some((text) => text.trim()),
	);
	const hasImages = blocks.some(({ type }) => type === 'image');
	const of = (code: Remark['code'], value?: number): Remark[] => [
		{ code, place: 'letter', what: '', ...(value === undefined ? {} : { value }) },
	];
	return [
		...(hasWords ? [] : of(hasImages ? 'all-images' : 'empty-letter')),
		...(htmlBytes > GMAIL_CLIP
			? of('clipped-html', htmlBytes)
			: htmlBytes > HEAVY_HTML
				? of('heavy-html', htmlBytes)
				: []),
	];
}
