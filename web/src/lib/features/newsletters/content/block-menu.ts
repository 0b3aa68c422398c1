/** What can be put into a letter, as the menu of blocks offers it. */
import Columns2 from '@lucide/svelte/icons/columns-2';
import Heading1 from '@lucide/svelte/icons/heading-1';
import Heading2 from '@lucide/svelte/icons/heading-2';
import ImageIcon from '@lucide/svelte/icons/image';
import List from '@lucide/svelte/icons/list';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import Minus from '@lucide/svelte/icons/minus';
import Pilcrow from '@lucide/svelte/icons/pilcrow';
import RectangleHorizontal from '@lucide/svelte/icons/rectangle-horizontal';
import type { Editor } from '@tiptap/core';
import { m } from '#texts/generated/messages.js';
import type { MenuItem } from '#lib/ui/layers/menu-item.ts';

const paragraph = { type: 'paragraph' };

/**
 * The blocks, for the place of the cursor.
 *
 * @param chooseImage opens the choice of a file.
 */
export function blockItems(editor: () => Editor | undefined, chooseImage: () => void): MenuItem[] {
	const chain = () => editor()?.chain().focus();
	const insert = (block: object) => () => insertBlock(editor(), block);
	return [
		{ label: m.letter_block_text(), icon: Pilcrow, run: () => chain()?.setParagraph().run() },
		{
			label: m.letter_block_heading(),
			icon: Heading1,
			run: () => chain()?.setHeading({ level: 1 }).run(),
		},
		{
			label: m.letter_block_subheading(),
			icon: Heading2,
			run: () => chain()?.setHeading({ level: 2 }).run(),
		},
		{ label: m.letter_block_list(), icon: List, run: () => chain()?.toggleBulletList().run() },
		{
			label: m.letter_block_numbered(),
			icon: ListOrdered,
			run: () => chain()?.toggleOrderedList().run(),
		},
		{ label: m.letter_block_image(), icon: ImageIcon, run: chooseImage },
		{
			label: m.letter_block_button(),
			icon: RectangleHorizontal,
			run: insert({ type: 'button', attrs: { label: m.letter_button_new(), href: '' } }),
		},
		{ label: m.letter_block_divider(), icon: Minus, run: insert({ type: 'divider' }) },
		{
			label: m.letter_block_columns(),
			icon: Columns2,
			run: insert({
				type: 'columns',
				content: [
					{ type: 'column', content: [paragraph] },
					{ type: 'column', content: [paragraph] },
				],
			}),
		},
	];
}

/** Puts a block behind the one in which the cursor stands, or in its place where that one is empty. */
export function insertBlock(editor: Editor | undefined, block: object): void {
	if (!editor) return;
	const { $from } = editor.state.selection;
	const depth = $from.depth === 0 ? 0 : 1;
	const isEmpty =
		depth === 1 && $from.parent.isTextblock && $from.parent.content.size === 0 && $from.depth === 1;
	const from = depth === 0 ? editor.state.selection.to : isEmpty ? $from.before(1) : $from.after(1);
	const to = isEmpty ? $from.after(1) : from;
	editor.chain().focus().insertContentAt({ from, to }, block).run();
}
