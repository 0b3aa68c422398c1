import type { LanguageCode } from '#domain/values/language-code.ts';
import { COLON, FOOTER_WORDS } from '../footer-words.ts';
import type { Destination, ReadBlock, ReadSimpleBlock, Run, Word } from '../read-letter.ts';
import { withoutMarks, type SlotMarks } from '../slots.ts';

/** What a letter's footer says beside its words. */
export interface Footer {
	readonly language: LanguageCode;
	readonly reason: string;
	readonly imprint: string;
	/** Whether the reader can be measured at all: only then there is something to refuse. */
	readonly isMeasured: boolean;
}

/**
 * Writes the plain text of a letter from its blocks, not from its HTML: every word, links with their address in angle
 * brackets (RFC 3986, appendix C), entries of lists with a dash or their number, images by what they show.
 */
export function writeText(blocks: readonly ReadBlock[], footer: Footer, marks: SlotMarks): string {
	const paragraphs = blocks.flatMap((block) =>
		block.kind === 'columns'
			? block.columns.flat().map((one) => ofBlock(one, marks))
			: [ofBlock(block, marks)],
	);
	const body = paragraphs.filter((paragraph) => paragraph !== '');
	return [...body, marks.of('signature'), ofFooter(footer, marks)].join('\n\n') + '\n';
}

/** Words without their look. */
export function plainWords(words: readonly Word[], marks: SlotMarks): string {
	return words
		.map((word) => ('text' in word ? word.text : 'slot' in word ? marks.of(word.slot) : '\n'))
		.join('');
}

function ofBlock(block: ReadSimpleBlock, marks: SlotMarks): string {
	switch (block.kind) {
		case 'paragraph':
		case 'heading':
			return ofRuns(block.runs, marks);
		case 'list':
			return block.items
				.map((item, index) => {
					const sign = block.start === undefined ? '- ' : `${block.start + index}. `;
					const indent = ' '.repeat(sign.length);
					const text = item.map((runs) => ofRuns(runs, marks)).join('\n');
					return sign + text.replaceAll('\n', `\n${indent}`);
				})
				.join('\n');
		case 'image': {
			const { alt, isDecorative } = block.image;
			const shown = isDecorative ? '' : withoutMarks(alt).trim();
			return [shown && `[${shown}]`, block.to && inBrackets(block.to, marks)].filter(Boolean).join(' ');
		}
		case 'button':
			return [plainWords(block.words, marks), block.to && inBrackets(block.to, marks)]
				.filter(Boolean)
				.join(' ');
		case 'divider':
			return '--------';
	}
}

function ofRuns(runs: readonly Run[], marks: SlotMarks): string {
	return runs
		.map(({ words, to, isVisibleUrl }) => {
			const said = plainWords(words, marks);
			return to && !isVisibleUrl ? `${said} ${inBrackets(to, marks)}` : said;
		})
		.join('')
		.trim();
}

function inBrackets(to: Destination, marks: SlotMarks): string {
	return `<${'url' in to ? to.url : marks.of(to.slot)}>`;
}

function ofFooter({ language, reason, imprint, isMeasured }: Footer, marks: SlotMarks): string {
	const words = FOOTER_WORDS[language];
	const line = (said: string, slot: string) => `${said}${COLON[language]}${marks.of(slot)}`;
	return [
		reason || words.reason,
		line(words.unsubscribe, 'unsubscribe'),
		...(isMeasured ? [line(words.measuring, 'measuring')] : []),
		line(words.browser, 'browser'),
		imprint,
	]
		.filter(Boolean)
		.join('\n');
}
