/** Blocks by the keyboard: one up, one down. */
import { Extension } from '@tiptap/core';
import { NodeSelection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';

/** Alt and an arrow move the block in which the cursor stands. */
export const movedByKeys = Extension.create({
	name: 'movedByKeys',
	addKeyboardShortcuts() {
		const move = (by: -1 | 1) =>
			this.editor.commands.command(({ state, dispatch }) => {
				const moved = moveBlock(state, by);
				if (moved) dispatch?.(moved);
				return moved !== undefined;
			});
		return { 'Alt-ArrowUp': () => move(-1), 'Alt-ArrowDown': () => move(1) };
	},
});

/** The block of the selection, one place further; undefined at the end of the letter. The cursor goes with it. */
export function moveBlock(state: EditorState, by: -1 | 1): Transaction | undefined {
	const { doc, selection } = state;
	const index = selection.$from.index(0);
	const block = doc.maybeChild(index);
	const other = doc.maybeChild(index + by);
	if (!block || !other) return undefined;
	const at = positionOf(doc, index);
	const to = by < 0 ? at - other.nodeSize : at + other.nodeSize;
	const tr = state.tr.delete(at, at + block.nodeSize).insert(to, block);
	const offset = selection.from - at;
	tr.setSelection(
		selection instanceof NodeSelection && offset === 0
			? NodeSelection.create(tr.doc, to)
			: TextSelection.near(tr.doc.resolve(to + offset)),
	);
	return tr.scrollIntoView();
}

/** Where the block of this index begins. */
export function positionOf(doc: EditorState['doc'], index: number): number {
	let at = 0;
	for (let before = 0; before < index; before++) at += doc.child(before).nodeSize;
	return at;
}
