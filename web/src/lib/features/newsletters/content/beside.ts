/** What is said beside a block, and what mends it there. */
import type { Component } from 'svelte';
import CircleX from '@lucide/svelte/icons/circle-x';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type { Editor } from '@tiptap/core';
import { REMARKS, type Remark, type RemarkCode } from '#domain/newsletters/content/check/remark.ts';
import { m } from '#texts/generated/messages.js';
import type { Language } from '#texts/language.ts';
import { usualFallback } from '../../sequences/variable-words.ts';
import { positionOf } from './move-block.ts';
import { remarkWords } from './remark-words.ts';

export interface Beside {
	key: string;
	code: RemarkCode;
	title: string;
	text: string;
	/** Distance from the top of the letter, in pixels. */
	top: number;
	icon: Component<{ size?: number }>;
	fixes: { label: string; run: () => void }[];
	/** Room for its acts. */
	fix?: { label: string; run: () => void };
}

/** What can be done about a remark, by the position of the node that it is about. */
export interface Mending {
	/** Opens an image or a button; leads to what else stands there. */
	open: (at: number) => void;
	decorate: (at: number) => void;
	setFallback: (at: number, name: string) => void;
}

/** A remark with its place in the editor's column. */
export function beside(
	remark: Remark,
	index: number,
	editor: Editor,
	acts: Mending,
	language: Language,
): Beside {
	const [top = 0] = remark.place as readonly number[];
	const at = blockAt(editor, remark.place as readonly number[]);
	const element = editor.view.dom.children[top];
	const { title, help } = remarkWords(remark, language);
	const fixes = at === undefined ? [] : fixesOf(remark, at, editor, acts, language);
	return {
		key: `${index} ${remark.code} ${top}`,
		...{ code: remark.code, title, text: help, fixes },
		top: element instanceof HTMLElement ? element.offsetTop : 0,
		icon: REMARKS[remark.code].level === 'fix' ? CircleX : TriangleAlert,
		...(fixes[0] ? { fix: fixes[0] } : {}),
	};
}

function fixesOf({ code, what }: Remark, at: number, editor: Editor, acts: Mending, language: Language) {
	if (code === 'image-without-alt') {
		return [
			{ label: m.letter_fix_describe(), run: () => acts.open(at) },
			{ label: m.letter_fix_decorative(), run: () => acts.decorate(at) },
		];
	}
	if (code === 'bad-link' || code === 'dead-link') {
		return [{ label: m.letter_fix_link(), run: () => acts.open(at) }];
	}
	const usual = code === 'missing-fallback' ? usualFallback(what, language) : '';
	if (!usual) return [];
	const bare = bareVariable(editor, at, what);
	if (bare === undefined) return [];
	const label = m.editor_fallback_use({ fallback: usual });
	return [{ label, run: () => acts.setFallback(bare, what) }];
}

/** Where a block begins: one of the letter, or one in a column. */
function blockAt(
	{ state: { doc } }: Editor,
	[index = 0, column, inner]: readonly number[],
): number | undefined {
	const block = doc.maybeChild(index);
	if (!block) return undefined;
	const at = positionOf(doc, index);
	if (column === undefined || inner === undefined) return at;
	const half = block.maybeChild(column);
	return half ? at + 1 + positionOf(block, column) + 1 + positionOf(half, inner) : undefined;
}

/** The first chip of this name in a block that says nothing where its value is missing. */
function bareVariable({ state: { doc } }: Editor, from: number, name: string): number | undefined {
	const block = doc.nodeAt(from);
	let found: number | undefined;
	block?.descendants((node, offset) => {
		const isIt =
			node.type.name === 'variable' && node.attrs.name === name && !String(node.attrs.fallback).trim();
		if (isIt) found ??= from + 1 + offset;
	});
	return found;
}
