/**
 * The text editor (tiptap), loaded by itself when somebody edits. A variable is one unbreakable chip with its fallback
 * visible; everything else is what `cleanBody` keeps.
 */
import { Editor, Extension, Node } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { escapeHtml } from '#domain/writing/escape-html.ts';
import { remarksOn, type PlacedRemark } from './text-remarks.ts';
import { variableNode, type VariableWishes } from './variable-node.ts';
import { fromElements, toElements } from './variable-text.ts';

export interface EditorWishes extends VariableWishes {
	element: HTMLElement;
	/** Stored HTML; for one line, a plain text. */
	value: string;
	/** A subject: one line without marks. */
	singleLine: boolean;
	label: string;
	onchange: (value: string) => void;
	/** After every change of text or selection: what is to be said, and which marks are on. */
	onupdate: (editor: Editor, remarks: PlacedRemark[]) => void;
	/** Something was pasted that a mail does not carry. */
	onrefused: (what: 'table' | 'image') => void;
}

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
