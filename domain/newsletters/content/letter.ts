import { z } from 'zod';
import { line } from '#domain/values/line.ts';
import { colour } from './colour.ts';
import { running } from './running.ts';

/** How large a letter may grow; a newsletter of ten screens stays far below each of them. */
export const LETTER_LIMITS = {
	blocks: 150,
	/** Runs of text in a block, and blocks of a list or a column. */
	parts: 300,
	characters: 200_000,
	address: 2_000,
} as const;

/** Width of the mail and of its text, in pixels: what every mail program shows without a bar to scroll. */
export const MAIL_WIDTH = 600;
export const TEXT_WIDTH = 552;

const linkMark = z.object({
	type: z.literal('link'),
	/** As typed; what is no address of the web, of a mail or of a telephone is written without its link. */
	attrs: z.object({ href: line(LETTER_LIMITS.address), isMeasured: z.boolean().default(true) }),
});
const mark = z.discriminatedUnion('type', [
	z.object({ type: z.literal('bold') }),
	z.object({ type: z.literal('italic') }),
	linkMark,
]);
const marks = z.array(mark).max(3).optional();

const inline = z.discriminatedUnion('type', [
	z.object({ type: z.literal('text'), text: running(20_000), marks }),
	z.object({ type: z.literal('variable'), attrs: z.object({ name: line(60), fallback: line(200) }), marks }),
	z.object({ type: z.literal('hardBreak'), marks }),
]);
const inlines = z.array(inline).max(LETTER_LIMITS.parts).default([]);

const paragraph = z.object({ type: z.literal('paragraph'), content: inlines });
const heading = z.object({
	type: z.literal('heading'),
	attrs: z.object({ level: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
	content: inlines,
});
const listItem = z.object({
	type: z.literal('listItem'),
	content: z.array(paragraph).min(1).max(LETTER_LIMITS.parts),
});
const items = z.array(listItem).min(1).max(LETTER_LIMITS.parts);
const bulletList = z.object({ type: z.literal('bulletList'), content: items });
const orderedList = z.object({
	type: z.literal('orderedList'),
	attrs: z.object({ start: z.int().min(1).max(9_999).default(1) }).optional(),
	content: items,
});
const pixels = z.int().min(1).max(20_000);
/** What is kept of an image in a letter. */
export const imageAttributes = z.object({
	/** Its public name, under which the product serves it. */
	file: z.string().regex(/^[a-z2-7]{26}\.(?:png|jpg|gif|webp)$/),
	/** As it was called where it came from. */
	title: line(200).default(''),
	alt: line(500).default(''),
	/** Says nothing: whoever listens to the mail need not hear of it. */
	isDecorative: z.boolean().default(false),
	/** Shown so wide, in pixels; its height follows. */
	width: z.int().min(16).max(TEXT_WIDTH),
	pixelWidth: pixels,
	pixelHeight: pixels,
	bytes: z.int32().min(0),
	href: line(LETTER_LIMITS.address).default(''),
	isMeasured: z.boolean().default(true),
});
/** What is kept of a button in a letter. */
export const buttonAttributes = z.object({
	label: line(120),
	href: line(LETTER_LIMITS.address),
	isMeasured: z.boolean().default(true),
});
const image = z.object({ type: z.literal('image'), attrs: imageAttributes });
const button = z.object({ type: z.literal('button'), attrs: buttonAttributes });
const divider = z.object({ type: z.literal('divider') });

const simpleBlock = z.discriminatedUnion('type', [
	paragraph,
	heading,
	bulletList,
	orderedList,
	image,
	button,
	divider,
]);
const column = z.object({
	type: z.literal('column'),
	content: z.array(simpleBlock).min(1).max(LETTER_LIMITS.parts),
});
const columns = z.object({ type: z.literal('columns'), content: z.tuple([column, column]) });
const block = z.discriminatedUnion('type', [...simpleBlock.options, columns]);

/** Colours that the author chose; those of a dark screen follow from them. */
const letterAttributes = z.object({
	background: colour,
	text: colour,
	/** Of links and of buttons. */
	accent: colour,
	/** Of the words on a button. */
	onAccent: colour,
	/** Why the reader gets this, where it is said in other words than the usual ones. */
	reason: line(400).default(''),
});

/**
 * What a newsletter says: the document of the text editor (tiptap JSON) with few typed blocks. The footer is no part of it:
 * the product makes it. Attributes that nobody knows are left out.
 */
export const letterSchema = z
	.object({
		type: z.literal('doc'),
		attrs: letterAttributes,
		content: z.array(block).min(1).max(LETTER_LIMITS.blocks),
	})
	.refine((letter) => JSON.stringify(letter).length <= LETTER_LIMITS.characters, {
		error: 'letter-too-long',
	});

export type Letter = z.infer<typeof letterSchema>;
export type LetterBlock = Letter['content'][number];
export type SimpleBlock = z.infer<typeof simpleBlock>;
export type LetterInline = z.infer<typeof inline>;
export type LetterMark = z.infer<typeof mark>;
export type LetterImage = z.infer<typeof imageAttributes>;
export type LetterButton = z.infer<typeof buttonAttributes>;
export type LetterColours = Omit<Letter['attrs'], 'reason'>;

/** What a new letter looks like. */
export const USUAL_COLOURS: LetterColours = {
	background: '#ffffff',
	text: '#22211e',
	accent: '#0f5c63',
	onAccent: '#ffffff',
};
