/** The blocks of a letter as the text editor knows them: the same few that its schema takes, no other. */
import { Extension, Node } from '@tiptap/core';
import type { z } from 'zod';
import { buttonAttributes, imageAttributes, type LetterImage } from '#domain/newsletters/content/letter.ts';
import { m } from '#texts/generated/messages.js';
import { pressSelected } from '../../sequences/press-selected.ts';

/** An image or a button that was pressed, to be changed. */
export interface OpenedBlock {
	readonly at: number;
	readonly kind: 'image' | 'button';
	readonly element: HTMLElement;
}

const kept = (name: string, fallback: unknown) => ({ [name]: { default: fallback, rendered: false } });

/** The letter: its colours and the words of its footer are its attributes. */
export const letterDocument = Node.create({
	name: 'doc',
	topNode: true,
	content: '(block | columns)+',
	addAttributes: () => ({
		...kept('background', '#ffffff'),
		...kept('text', '#22211e'),
		...kept('accent', '#0f5c63'),
		...kept('onAccent', '#ffffff'),
		...kept('reason', ''),
	}),
});

/** An entry of a list holds paragraphs, and no lists: mail programs do not agree on those. */
export const letterListItem = Node.create({
	name: 'listItem',
	content: 'paragraph+',
	defining: true,
	parseHTML: () => [{ tag: 'li' }],
	renderHTML: () => ['li', 0],
	addKeyboardShortcuts() {
		return {
			Enter: () => this.editor.commands.splitListItem(this.name),
			'Shift-Tab': () => this.editor.commands.liftListItem(this.name),
		};
	},
});

export const letterDivider = Node.create({
	name: 'divider',
	group: 'block',
	atom: true,
	parseHTML: () => [{ tag: 'hr' }],
	renderHTML: () => ['hr'],
});

export const letterColumn = Node.create({
	name: 'column',
	content: 'block+',
	isolating: true,
	parseHTML: () => [{ tag: 'div[data-column]' }],
	renderHTML: () => ['div', { 'data-column': '' }, 0],
});

export const letterColumns = Node.create({
	name: 'columns',
	group: 'columns',
	content: 'column column',
	isolating: true,
	parseHTML: () => [{ tag: 'div[data-columns]' }],
	renderHTML: () => ['div', { 'data-columns': '' }, 0],
});

/** Whether clicks on a link may be counted: said a link, on unless its author says otherwise. */
export const measuredLinks = Extension.create({
	name: 'measuredLinks',
	addGlobalAttributes: () => [
		{
			types: ['link'],
			attributes: {
				isMeasured: {
					default: true,
					parseHTML: (element) => element.dataset.measured !== 'no',
					renderHTML: ({ isMeasured }) => (isMeasured === false ? { 'data-measured': 'no' } : {}),
				},
			},
		},
	],
});

/** An image: shown as it will be, with its name and what is missing. */
export function letterImage(onopen: (opened: OpenedBlock) => void) {
	return Node.create({
		name: 'image',
		group: 'block',
		atom: true,
		draggable: true,
		addAttributes: () => ({
			...kept('file', ''),
			...kept('title', ''),
			...kept('alt', ''),
			...kept('isDecorative', false),
			...kept('width', 552),
			...kept('pixelWidth', 1),
			...kept('pixelHeight', 1),
			...kept('bytes', 0),
			...kept('href', ''),
			...kept('isMeasured', true),
		}),
		...asFigure('image', imageAttributes),
		addKeyboardShortcuts() {
			return { Enter: () => pressSelected(this.editor, this.name) };
		},
		addNodeView: () => {
			return ({ node, getPos }) => {
				const { file, title, alt, width, pixelWidth, pixelHeight } = node.attrs as LetterImage;
				const dom = block('letter-image', () => onopen({ at: getPos() ?? 0, kind: 'image', element: dom }));
				const shown = dom.appendChild(document.createElement('img'));
				Object.assign(shown, { src: `/i/${file}`, alt, draggable: false });
				shown.style.width = `${width}px`;
				shown.style.aspectRatio = `${pixelWidth} / ${pixelHeight}`;
				const label = dom.appendChild(document.createElement('span'));
				label.className = 'letter-label';
				label.textContent = `${title || file} · ${pixelWidth} × ${pixelHeight} px`;
				return { dom };
			};
		},
	});
}

/** A button: its words and where they lead. */
export function letterButton(onopen: (opened: OpenedBlock) => void) {
	return Node.create({
		name: 'button',
		group: 'block',
		atom: true,
		draggable: true,
		addAttributes: () => ({ ...kept('label', ''), ...kept('href', ''), ...kept('isMeasured', true) }),
		...asFigure('button', buttonAttributes),
		addKeyboardShortcuts() {
			return { Enter: () => pressSelected(this.editor, this.name) };
		},
		addNodeView: () => {
			return ({ node, getPos }) => {
				const dom = block('letter-button', () => onopen({ at: getPos() ?? 0, kind: 'button', element: dom }));
				const shown = dom.appendChild(document.createElement('span'));
				shown.textContent = String(node.attrs.label) || m.letter_button_empty();
				return { dom };
			};
		},
	});
}

/** How a block travels through a clipboard: what it holds stands in an attribute, and is read as a stranger's. */
function asFigure(kind: 'image' | 'button', attributes: z.ZodType<Record<string, unknown>>) {
	return {
		renderHTML: ({ node }: { node: { attrs: Record<string, unknown> } }) =>
			['figure', { [`data-letter-${kind}`]: JSON.stringify(node.attrs) }] as const,
		parseHTML: () => [
			{
				tag: `figure[data-letter-${kind}]`,
				getAttrs: (element: HTMLElement) => {
					const read = attributes.safeParse(jsonOf(element.getAttribute(`data-letter-${kind}`)));
					return read.success ? read.data : false;
				},
			},
		],
	};
}

function jsonOf(text: string | null): unknown {
	try {
		return JSON.parse(text ?? '');
	} catch {
		return undefined;
	}
}

function block(look: string, open: () => void): HTMLElement {
	const dom = document.createElement('div');
	dom.className = look;
	dom.addEventListener('click', open);
	return dom;
}
