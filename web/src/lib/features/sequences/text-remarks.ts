/** What the editor says beside a text: the same faults that saving refuses (domain/writing/variables.ts), with their place. */
import type { Node } from '@tiptap/pm/model';
import { isVariable, needsFallback } from '#domain/writing/variables.ts';

export interface PlacedRemark {
	code: 'unknown-variable' | 'missing-fallback' | 'malformed-variable' | 'elision' | 'table' | 'image';
	/** The variable's name, or the word before it for `elision`. */
	what: string;
	/** Position in the document. */
	at: number;
	/** Mere advice: it keeps nothing from being saved. */
	isAdvice: boolean;
}

/** A remark with its distance from the top of the text, in pixels. */
export interface ShownRemark extends PlacedRemark {
	top: number;
}

const ELIDES = /(?<![\p{L}’'])(de|que|jusque)\s+$/iu;

/** All that is to be said of a document of the editor, in its order. */
export function remarksOn(document: Node): PlacedRemark[] {
	const remarks: PlacedRemark[] = [];
	document.descendants((block, start) => {
		if (!block.isTextblock) return true;
		let before = '';
		block.forEach((child, offset) => {
			const at = start + 1 + offset;
			if (child.type.name === 'variable') {
				remarks.push(...remarksOnVariable(child, before, at));
				before = '';
			} else {
				const text = child.text ?? ' ';
				// One remark for a run of text: an opening and a closing pair are one fault to whoever wrote them.
				const stray = text.search(/\{\{|\}\}/);
				if (stray >= 0) {
					const what = text.slice(stray, stray + 40);
					remarks.push({ code: 'malformed-variable', what, at: at + stray, isAdvice: false });
				}
				before += text;
			}
		});
		return false;
	});
	return remarks;
}

function remarksOnVariable(node: Node, before: string, at: number): PlacedRemark[] {
	const { name, fallback } = node.attrs as { name: string; fallback: string };
	const remarks: PlacedRemark[] = [];
	if (!isVariable(name)) remarks.push({ code: 'unknown-variable', what: name, at, isAdvice: false });
	else if (needsFallback(name) && !fallback.trim()) {
		remarks.push({ code: 'missing-fallback', what: name, at, isAdvice: false });
	}
	const elided = ELIDES.exec(before)?.[1];
	if (elided) remarks.push({ code: 'elision', what: elided, at, isAdvice: true });
	return remarks;
}
