import { Schema } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import { expect, it } from 'vitest';
import { moveBlock } from './move-block.ts';

const schema = new Schema({
	nodes: { doc: { content: 'paragraph+' }, paragraph: { content: 'text*' }, text: {} },
});

/** Three paragraphs, the cursor behind the first letter of one of them. */
function stateAt(index: number): EditorState {
	const words = ['un', 'deux', 'trois'];
	const doc = schema.node(
		'doc',
		null,
		words.map((word) => schema.node('paragraph', null, [schema.text(word)])),
	);
	const before = words.slice(0, index).reduce((sum, word) => sum + word.length + 2, 0);
	return EditorState.create({ doc, selection: TextSelection.create(doc, before + 2) });
}

it.each([
	[1, -1, 'deux un trois'],
	[1, 1, 'un trois deux'],
	[0, 1, 'deux un trois'],
	[2, -1, 'un trois deux'],
] as const)('moves block %i by %i, its cursor with it', (index, by, expected) => {
	const moved = moveBlock(stateAt(index), by)!;
	const texts: string[] = [];
	moved.doc.forEach((block) => texts.push(block.textContent));
	expect(texts.join(' ')).toBe(expected);
	const { $from } = moved.selection;
	expect([$from.parent.textContent, $from.parentOffset]).toEqual([['un', 'deux', 'trois'][index], 1]);
});

it('moves nothing past the ends', () => {
	expect(moveBlock(stateAt(0), -1)).toBeUndefined();
	expect(moveBlock(stateAt(2), 1)).toBeUndefined();
});
