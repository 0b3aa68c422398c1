import { escapeHtml } from '#domain/writing/escape-html.ts';
import type { LetterColours, LetterImage } from '../letter.ts';
import type { Destination, ReadSimpleBlock, Run, Word } from '../read-letter.ts';
import { withoutMarks, type SlotMarks } from '../slots.ts';
import { CLASSES } from './head-styles.ts';

/** What the HTML of a block needs beside it. */
export interface HtmlSettings {
	readonly marks: SlotMarks;
	readonly colours: LetterColours;
	/** Where the product serves images: their name follows. */
	readonly imagesAt: string;
}

/** Words with their look; what somebody wrote is escaped. */
export function htmlOfWords(words: readonly Word[], { marks }: HtmlSettings): string {
	return words
		.map((word) => {
			if ('isBreak' in word) return '<br />';
			const said = 'text' in word ? escapeHtml(word.text) : marks.of(word.slot);
			const slanted = word.italic ? `<em>${said}</em>` : said;
			return word.bold ? `<strong>${slanted}</strong>` : slanted;
		})
		.join('');
}

/** Where a link leads, as it stands in an attribute. */
export function hrefOf(to: Destination, { marks }: HtmlSettings): string {
	return 'url' in to ? escapeHtml(to.url) : marks.of(to.slot);
}

/** Words and their links. */
export function htmlOfRuns(runs: readonly Run[], settings: HtmlSettings): string {
	return runs
		.map(({ words, to }) => {
			const said = htmlOfWords(words, settings);
			return to ? linkOf(hrefOf(to, settings), said, settings.colours.accent) : said;
		})
		.join('');
}

/** A link with its colour beside its address: Gmail and Outlook paint links that have none blue. */
export function linkOf(href: string, said: string, colour: string): string {
	return `<a href="${href}" target="_blank" class="${CLASSES.link}" style="color:${colour};text-decoration:underline">${said}</a>`;
}

const HEADING_SIZES = { 1: '26px', 2: '20px', 3: '17px' } as const;
const SPACE = 'margin:0 0 14px 0';

/** A block that is text; images, buttons and lines are tables of their own. */
export function htmlOfText(
	block: Extract<ReadSimpleBlock, { kind: 'paragraph' | 'heading' | 'list' }>,
	settings: HtmlSettings,
): string {
	// An empty line is written as one: a paragraph without words has no height.
	if (block.kind === 'paragraph') {
		return `<p style="${SPACE}">${htmlOfRuns(block.runs, settings) || '&nbsp;'}</p>`;
	}
	if (block.kind === 'heading') {
		const { level } = block;
		const look = `margin:6px 0 10px 0;font-size:${HEADING_SIZES[level]};line-height:1.25;font-weight:bold`;
		return `<h${level} style="${look}">${htmlOfRuns(block.runs, settings)}</h${level}>`;
	}
	// Word reads the indent of a list from its left margin alone.
	const look = 'margin:0 0 14px 24px;padding:0';
	const items = block.items
		.map((item) => {
			const said = item.map((runs) => htmlOfRuns(runs, settings)).join('<br />');
			return `<li style="margin:0 0 6px 0">${said}</li>`;
		})
		.join('');
	if (block.start === undefined) return `<ul style="${look}">${items}</ul>`;
	return `<ol start="${block.start}" style="${look}">${items}</ol>`;
}

/** An image with both measures as attributes, which is all that Word reads, and a width that follows a small screen. */
export function htmlOfImage(
	image: LetterImage,
	to: Destination | undefined,
	widest: number,
	settings: HtmlSettings,
): string {
	const width = Math.min(image.width, widest);
	const height = Math.max(1, Math.round((width * image.pixelHeight) / image.pixelWidth));
	const alt = image.isDecorative ? '' : escapeHtml(withoutMarks(image.alt));
	const look = `display:block;border:0;outline:none;text-decoration:none;width:100%;max-width:${width}px;height:auto`;
	const source = escapeHtml(`${settings.imagesAt}${image.file}`);
	const shown = `<img src="${source}" width="${width}" height="${height}" alt="${alt}" style="${look}" />`;
	return to
		? `<a href="${hrefOf(to, settings)}" target="_blank" style="text-decoration:none">${shown}</a>`
		: shown;
}
