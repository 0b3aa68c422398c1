import { linkTarget } from '../link-target.ts';
import type { Letter, LetterImage, LetterInline, SimpleBlock } from '../letter.ts';

/** A block and where it stands. */
export interface PlacedBlock {
	readonly place: readonly number[];
	readonly block: SimpleBlock;
}

/** A link of a letter: of words, a button or an image. */
export interface PlacedLink {
	readonly place: readonly number[];
	readonly href: string;
	/** What the reader sees of it; empty for an image. */
	readonly words: string;
}

/** All blocks that are no columns, in their order. */
export function blocksOf(letter: Letter): PlacedBlock[] {
	return letter.content.flatMap((block, index): PlacedBlock[] =>
		block.type === 'columns'
			? block.content.flatMap(({ content }, column) =>
					content.map((inner, place) => ({ place: [index, column, place], block: inner })),
				)
			: [{ place: [index], block }],
	);
}

/** The paragraphs of a block: a list has several, what is no text has none. */
function paragraphsOf(block: SimpleBlock): (readonly LetterInline[])[] {
	switch (block.type) {
		case 'paragraph':
		case 'heading':
			return [block.content];
		case 'bulletList':
		case 'orderedList':
			return block.content.flatMap(({ content }) => content.map((one) => one.content));
		default:
			return [];
	}
}

/** The texts of a block as they would be typed, variables in braces. */
export function textsOf(block: SimpleBlock): string[] {
	if (block.type === 'button') return [block.attrs.label];
	return paragraphsOf(block).map((inlines) => inlines.map(typed).join(''));
}

/** Its links, words of several looks as one. */
export function linksOf({ place, block }: PlacedBlock): PlacedLink[] {
	if (block.type === 'button') return [{ place, href: block.attrs.href, words: block.attrs.label }];
	if (block.type === 'image') return block.attrs.href ? [{ place, href: block.attrs.href, words: '' }] : [];
	const links: { place: readonly number[]; href: string; words: string }[] = [];
	for (const inlines of paragraphsOf(block)) {
		let last: (typeof links)[number] | undefined;
		for (const inline of inlines) {
			const href = inline.marks?.flatMap((mark) => (mark.type === 'link' ? [mark.attrs.href] : []))[0];
			if (href === undefined) last = undefined;
			else if (last?.href === href) last.words += typed(inline);
			else links.push((last = { place, href, words: typed(inline) }));
		}
	}
	return links;
}

/** The addresses of the web that a letter leads to, each once: what is asked whether it lives. */
export function webAddressesOf(letter: Letter): string[] {
	const targets = blocksOf(letter).flatMap((block) => linksOf(block).map(({ href }) => linkTarget(href)));
	return [...new Set(targets.flatMap((target) => (target?.kind === 'web' ? [target.url] : [])))];
}

/** Its images. */
export function imagesOf(letter: Letter): { place: readonly number[]; image: LetterImage }[] {
	return blocksOf(letter).flatMap(({ place, block }) =>
		block.type === 'image' ? [{ place, image: block.attrs }] : [],
	);
}

function typed(inline: LetterInline): string {
	if (inline.type === 'text') return inline.text;
	if (inline.type === 'hardBreak') return ' ';
	const { name, fallback } = inline.attrs;
	return fallback ? `{{${name}|${fallback.replace(/[{}|]/g, '')}}}` : `{{${name}}}`;
}
