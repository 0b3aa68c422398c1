/** The text editor of a letter (tiptap), loaded by itself when somebody edits. */
import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { letterSchema, type Letter } from '#domain/newsletters/content/letter.ts';
import { variableNode, type VariableWishes } from '../../sequences/variable-node.ts';
import {
	letterButton,
	letterColumn,
	letterColumns,
	letterDivider,
	letterDocument,
	letterImage,
	letterListItem,
	measuredLinks,
	type OpenedBlock,
} from './letter-nodes.ts';
import { movedByKeys } from './move-block.ts';

export interface LetterEditorWishes extends VariableWishes {
	element: HTMLElement;
	letter: Letter;
	label: string;
	/** After every change of text or selection. */
	onupdate: (editor: Editor) => void;
	onchange: (letter: Letter) => void;
	/** What is there is more than a letter may hold, and was not kept. */
	onoverlong: () => void;
	onblock: (opened: OpenedBlock) => void;
	/** Image files that were pasted or dropped. */
	onfiles: (files: File[]) => void;
	/** `/` in an empty paragraph. */
	onslash: () => void;
}

/** Opens the editor; `destroy()` it when its place goes. */
export function openLetterEditor(wishes: LetterEditorWishes): Editor {
	const takeFiles = (list: FileList | undefined) => {
		const files = [...(list ?? [])].filter(({ type }) => type.startsWith('image/'));
		if (files.length > 0) wishes.onfiles(files);
		return files.length > 0;
	};
	return new Editor({
		element: wishes.element,
		editable: wishes.editable,
		extensions: [
			letterDocument,
			letterListItem,
			letterDivider,
			letterColumn,
			letterColumns,
			letterImage(wishes.onblock),
			letterButton(wishes.onblock),
			variableNode(wishes),
			measuredLinks,
			movedByKeys,
			StarterKit.configure({
				document: false,
				listItem: false,
				underline: false,
				strike: false,
				blockquote: false,
				code: false,
				codeBlock: false,
				horizontalRule: false,
				trailingNode: false,
				heading: { levels: [1, 2, 3] },
				link: { openOnClick: false, HTMLAttributes: { target: null, rel: null } },
			}),
		],
		content: wishes.letter,
		editorProps: {
			attributes: {
				role: 'textbox',
				'aria-label': wishes.label,
				'aria-multiline': 'true',
				class: 'outline-none',
			},
			handlePaste: (_view, event) => takeFiles(event.clipboardData?.files),
			handleDrop: (_view, event, _slice, isMove) => !isMove && takeFiles(event.dataTransfer?.files),
			handleKeyDown: ({ state: { selection } }, event) => {
				const { parent } = selection.$from;
				if (event.key !== '/' || parent.type.name !== 'paragraph' || parent.content.size > 0) return false;
				event.preventDefault();
				wishes.onslash();
				return true;
			},
		},
		onCreate: ({ editor }) => wishes.onupdate(editor),
		onTransaction: ({ editor }) => wishes.onupdate(editor),
		onUpdate: ({ editor }) => {
			const letter = letterSchema.safeParse(editor.getJSON());
			if (letter.success) wishes.onchange(letter.data);
			else wishes.onoverlong();
		},
	});
}
