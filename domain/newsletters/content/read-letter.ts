import { partsOf } from '#domain/writing/variables.ts';
import { isVisibleUrl, linkTarget } from './link-target.ts';
import type { Letter, LetterBlock, LetterImage, LetterInline, SimpleBlock } from './letter.ts';
import type { LetterLink } from './rendered-letter.ts';
import { variableSlot, withoutMarks } from './slots.ts';

/** Words of one look, a break of the line, or a slot. */
export type Word = { readonly bold: boolean; readonly italic: boolean } & (
	{ readonly text: string } | { readonly slot: string } | { readonly isBreak: true }
);

/** Where words lead: an address that is the same for everybody, or a slot. */
export type Destination = { readonly url: string } | { readonly slot: string };

/** Neighbouring words that lead to the same place, or nowhere. */
export interface Run {
	readonly words: readonly Word[];
	readonly to: Destination | undefined;
	/** The words are the address. */
	readonly isVisibleUrl: boolean;
}

export type ReadSimpleBlock =
	| { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
	| { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly runs: readonly Run[] }
	| {
			readonly kind: 'list';
			/** The number of its first entry; undefined where entries have none. */
			readonly start: number | undefined;
			/** Paragraphs of each entry. */
			readonly items: readonly (readonly (readonly Run[])[])[];
	  }
	| { readonly kind: 'image'; readonly image: LetterImage; readonly to: Destination | undefined }
	| { readonly kind: 'button'; readonly words: readonly Word[]; readonly to: Destination | undefined }
	| { readonly kind: 'divider' };

export type ReadBlock =
	ReadSimpleBlock | { readonly kind: 'columns'; readonly columns: readonly (readonly ReadSimpleBlock[])[] };

/** A letter with its links numbered and its variables found: both its versions are written from this. */
export interface ReadLetter {
	readonly blocks: readonly ReadBlock[];
	readonly links: readonly LetterLink[];
	readonly variables: ReadonlySet<string>;
}

/** Reads a letter in the order in which it stands. A link to nowhere (`linkTarget`) is plain words. */
export function readLetter(letter: Letter): ReadLetter {
	const reader = new LetterReader();
	const blocks = letter.content.map((block) => reader.block(block));
	return { blocks, links: reader.links, variables: reader.variables };
}

/** A subject, a preview text or a label: words without links. */
export function readWords(template: string, variables: Set<string>): Word[] {
	return partsOf(withoutMarks(template)).map((part) => {
		if (typeof part === 'string') return { text: part, ...PLAIN };
		return { slot: slotOf(part.name, part.fallback, variables), ...PLAIN };
	});
}

const PLAIN = { bold: false, italic: false } as const;

class LetterReader {
	readonly links: LetterLink[] = [];
	readonly variables = new Set<string>();

	block(block: LetterBlock): ReadBlock {
		if (block.type !== 'columns') return this.simple(block);
		return {
			kind: 'columns',
			columns: block.content.map(({ content }) => content.map((one) => this.simple(one))),
		};
	}

	private simple(block: SimpleBlock): ReadSimpleBlock {
		switch (block.type) {
			case 'paragraph':
				return { kind: 'paragraph', runs: this.runs(block.content) };
			case 'heading':
				return { kind: 'heading', level: block.attrs.level, runs: this.runs(block.content) };
			case 'bulletList':
			case 'orderedList': {
				const items = block.content.map(({ content }) => content.map((one) => this.runs(one.content)));
				const start = block.type === 'orderedList' ? (block.attrs?.start ?? 1) : undefined;
				return { kind: 'list', start, items };
			}
			case 'image': {
				const { href, isMeasured } = block.attrs;
				return { kind: 'image', image: block.attrs, to: this.destination(href, isMeasured, '') };
			}
			case 'button': {
				const { label, href, isMeasured } = block.attrs;
				const words = readWords(label, this.variables);
				return { kind: 'button', words, to: this.destination(href, isMeasured, label) };
			}
			case 'divider':
				return { kind: 'divider' };
		}
	}

	private runs(inlines: readonly LetterInline[]): Run[] {
		const groups: { link: LinkOf; inlines: LetterInline[] }[] = [];
		for (const inline of inlines) {
			const link = linkOf(inline);
			const last = groups.at(-1);
			if (last && isSameLink(last.link, link)) last.inlines.push(inline);
			else groups.push({ link, inlines: [inline] });
		}
		return groups.map(({ link, inlines: within }) => {
			const words = within.flatMap((inline) => this.words(inline));
			const said = words.map((word) => ('text' in word ? word.text : ' {} ')).join('');
			const to = link && this.destination(link.href, link.isMeasured, said);
			return { words, to, isVisibleUrl: to !== undefined && isVisibleUrl(said) };
		});
	}

	private words(inline: LetterInline): Word[] {
		const has = (type: string) => inline.marks?.some((mark) => mark.type === type) ?? false;
		const look = { bold: has('bold'), italic: has('italic') };
		if (inline.type === 'hardBreak') return [{ isBreak: true, ...look }];
		if (inline.type === 'variable') {
			const { name, fallback } = inline.attrs;
			return [{ slot: slotOf(withoutMarks(name), withoutMarks(fallback), this.variables), ...look }];
		}
		return readWords(inline.text, this.variables).map((word) => ({ ...word, ...look }));
	}

	private destination(href: string, isMeasured: boolean, said: string): Destination | undefined {
		const target = href ? linkTarget(withoutMarks(href)) : undefined;
		if (!target) return undefined;
		if (target.kind === 'own') return { slot: target.slot };
		const number = this.links.length + 1;
		const isTracked = target.kind === 'web' && isMeasured && !isVisibleUrl(said);
		this.links.push({ number, url: target.url, isTracked });
		return isTracked ? { slot: `link.${number}` } : { url: target.url };
	}
}

type LinkOf = { readonly href: string; readonly isMeasured: boolean } | undefined;

function linkOf({ marks }: LetterInline): LinkOf {
	return marks?.flatMap((mark) => (mark.type === 'link' ? [mark.attrs] : []))[0];
}

function isSameLink(one: LinkOf, other: LinkOf): boolean {
	return one?.href === other?.href && one?.isMeasured === other?.isMeasured;
}

function slotOf(name: string, fallback: string | undefined, variables: Set<string>): string {
	if (name === 'lien_desinscription') return 'unsubscribe';
	variables.add(name);
	return variableSlot(name.replaceAll('|', ''), fallback);
}
