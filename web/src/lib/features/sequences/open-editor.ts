/**
 * The text editor (tiptap), loaded by itself when somebody edits. A variable is one unbreakable chip with its fallback
 * visible; everything else is what `cleanBody` keeps.
 */
import { Editor, Extension, InputRule, Node, nodePasteRule } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { escapeHtml } from '#domain/writing/escape-html.ts';
import { isVariable, needsFallback } from '#domain/writing/variables.ts';
import { remarksOn, type PlacedRemark } from './text-remarks.ts';
import { chipClass, fromElements, toElements, writeVariable } from './variable-text.ts';
import { variableWord } from './variable-words.ts';

/** A chip that was pressed: where it stands, and what it says. */
export interface OpenedVariable {
	at: number;
	name: string;
	fallback: string;
	element: HTMLElement;
}

export interface EditorWishes {
	element: HTMLElement;
	/** Stored HTML; for one line, a plain text. */
	value: string;
	/** A subject: one line without marks. */
	singleLine: boolean;
	label: string;
	editable: boolean;
	/** Words on a chip that needs a fallback and has none. */
	noFallback: string;
	onchange: (value: string) => void;
	/** After every change of text or selection: what is to be said, and which marks are on. */
	onupdate: (editor: Editor, remarks: PlacedRemark[]) => void;
	onvariable: (opened: OpenedVariable) => void;
	/** Something was pasted that a mail does not carry. */
	onrefused: (what: 'table' | 'image') => void;
}

const TYPED = /\{\{\s*([\p{L}\p{N}._-]+)\s*(?:\|([^{}|]*))?\}\}$/u;
const PASTED = /\{\{\s*([\p{L}\p{N}._-]+)\s*(?:\|([^{}|]*))?\}\}/gu;

/** Opens an editor; `destroy()` it when its place goes. */
export function openEditor(wishes: EditorWishes): Editor {
	const { singleLine } = wishes;
	const editor: Editor = new Editor({
		element: wishes.element,
		editable: wishes.editable,
		extensions: [
			variableNode(wishes),
			...(singleLine ? [OneLine, EnterLeaves] : []),
			StarterKit.configure({
				...(singleLine && {
					document: false as const,
					bold: false as const,
					italic: false as const,
					underline: false as const,
					strike: false as const,
					link: false as const,
					bulletList: false as const,
					orderedList: false as const,
					listItem: false as const,
					listKeymap: false as const,
					blockquote: false as const,
					hardBreak: false as const,
					trailingNode: false as const,
				}),
				...(!singleLine && {
					link: { openOnClick: false, HTMLAttributes: { target: null, rel: null } },
				}),
				heading: false,
				code: false,
				codeBlock: false,
				horizontalRule: false,
			}),
		],
		content: singleLine ? `<p>${toElements(escapeHtml(wishes.value))}</p>` : toElements(wishes.value),
		editorProps: {
			attributes: {
				role: 'textbox',
				'aria-label': wishes.label,
				'aria-multiline': String(!singleLine),
				class: 'outline-none',
			},
			transformPastedHTML: (html) => {
				if (/<table[\s>]/i.test(html)) wishes.onrefused('table');
				if (/<img[\s>]/i.test(html)) wishes.onrefused('image');
				return html;
			},
		},
		onCreate: ({ editor }) => wishes.onupdate(editor, remarksOn(editor.state.doc)),
		onTransaction: ({ editor }) => wishes.onupdate(editor, remarksOn(editor.state.doc)),
		onUpdate: ({ editor }) =>
			wishes.onchange(singleLine ? editor.getText({ blockSeparator: ' ' }) : fromElements(editor.getHTML())),
	});
	return editor;
}

const OneLine = Node.create({ name: 'doc', topNode: true, content: 'paragraph' });

const EnterLeaves = Extension.create({
	name: 'enterLeaves',
	addKeyboardShortcuts: () => ({ Enter: () => true, 'Shift-Enter': () => true }),
});

function variableNode(wishes: EditorWishes) {
	return Node.create({
		name: 'variable',
		group: 'inline',
		inline: true,
		atom: true,
		selectable: true,
		addAttributes: () => ({
			name: {
				default: '',
				parseHTML: (element: HTMLElement) => element.dataset.variable ?? '',
				renderHTML: ({ name }: Record<string, string>) => ({ 'data-variable': name }),
			},
			fallback: {
				default: '',
				parseHTML: (element: HTMLElement) => element.dataset.fallback ?? '',
				renderHTML: ({ fallback }: Record<string, string>) => ({ 'data-fallback': fallback }),
			},
		}),
		parseHTML: () => [{ tag: 'span[data-variable]' }],
		renderHTML: ({ HTMLAttributes }) => ['span', HTMLAttributes],
		renderText: ({ node }) => writeVariable(String(node.attrs.name), String(node.attrs.fallback)),
		addInputRules() {
			const { type } = this;
			// Not `nodeInputRule`: it would leave the braces around what its first group matches.
			const handler = ({ state, range, match }: Parameters<InputRule['handler']>[0]) => {
				state.tr.replaceWith(range.from, range.to, type.create(attributesOf(match)));
			};
			return [new InputRule({ find: TYPED, handler })];
		},
		addPasteRules() {
			return [nodePasteRule({ find: PASTED, type: this.type, getAttributes: attributesOf })];
		},
		addKeyboardShortcuts() {
			return {
				Enter: () => {
					const { selection } = this.editor.state;
					const { node } = selection as { node?: { type: { name: string } } };
					if (node?.type.name !== 'variable') return false;
					const element = this.editor.view.nodeDOM(selection.from);
					if (element instanceof HTMLElement) element.click();
					return true;
				},
			};
		},
		addNodeView() {
			return ({ node, getPos }) => {
				const { name, fallback } = node.attrs as { name: string; fallback: string };
				const dom = document.createElement('span');
				dom.className = chipClass(fallback);
				dom.contentEditable = 'false';
				const word = dom.appendChild(document.createElement('span'));
				word.textContent = variableWord(name);
				const isBare = needsFallback(name) && !fallback.trim();
				if (fallback.trim() || isBare) {
					dom.appendChild(document.createElement('span')).textContent = isBare ? wishes.noFallback : fallback;
				}
				if (isBare || !isVariable(name)) dom.dataset.faulty = '';
				dom.addEventListener('click', () => {
					const at = getPos();
					if (wishes.editable && at !== undefined) {
						wishes.onvariable({ at, name, fallback, element: dom });
					}
				});
				return { dom };
			};
		},
	});
}

function attributesOf(match: RegExpMatchArray): { name: string; fallback: string } {
	return { name: match[1] ?? '', fallback: match[2]?.trim() ?? '' };
}
