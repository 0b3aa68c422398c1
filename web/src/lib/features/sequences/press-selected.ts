/** What a chip or a block offers to a pointer, by the keyboard. */
import type { Editor } from '@tiptap/core';

/** Presses the node that is selected whole, where it is one of this name; its element answers as to a pointer. */
export function pressSelected({ state, view }: Pick<Editor, 'state' | 'view'>, name: string): boolean {
	const { selection } = state;
	const { node } = selection as { node?: { type: { name: string } } };
	if (node?.type.name !== name) return false;
	const element = view.nodeDOM(selection.from);
	if (element instanceof HTMLElement) element.click();
	return true;
}
