import { allOf, readSpf } from './spf-record.ts';
import type { SpfRecord } from './spf-record.ts';

/** A record in the making: its words in their order, each new or as it stands in the zone. */
export type SpfDraft = readonly { readonly text: string; readonly isAdded: boolean }[];

/** What is said of other servers where nothing useful was: `?all`, nothing, where a server has no term that we know. */
export type SpfEnd = '~all' | '?all';

/** A record as it stands. */
export function draftOf({ terms }: SpfRecord): SpfDraft {
	return [standing('v=spf1'), ...terms.map(({ text }) => standing(text))];
}

/** The first record of a domain. */
export function firstDraft(terms: readonly string[], end: SpfEnd): SpfDraft {
	return ['v=spf1', ...new Set(terms), end].map(added);
}

/** One record of several: what receivers understand of all of them, each term once, and the mildest word on other servers. */
export function mergedDraft(records: readonly SpfRecord[], end: SpfEnd): SpfDraft {
	const understood = records.map(({ terms, faults }) => terms.filter(({ text }) => !faults.includes(text)));
	const words = new Map<string, SpfDraft[number]>();
	const keep = (word: SpfDraft[number]) => {
		const key = word.text.toLowerCase();
		if (!words.has(key)) words.set(key, word);
	};
	for (const terms of understood) {
		for (const term of terms) {
			if (term.name === 'all' || (term.isModifier && term.name === 'exp')) continue;
			const isRedirect = term.isModifier && term.name === 'redirect';
			if (!isRedirect) keep(standing(term.text));
			// A record sends receivers on to another where it says nothing: as an include its servers still pass.
			else if (!allOf(terms)) keep(added(`include:${term.target}`));
		}
	}
	const signs = understood.flatMap((terms) => allOf(terms)?.qualifier ?? []);
	const mildest = ['?', '~', '-'].find((sign) => signs.some((one) => one === sign));
	return [
		standing('v=spf1'),
		...words.values(),
		mildest === undefined ? added(end) : standing(`${mildest}all`),
	];
}

/**
 * A draft with terms added where they are read: before `all`, before `redirect`, else at its end. What stands there stays as
 * it is, but for `+all`.
 */
export function completedDraft(draft: SpfDraft, terms: readonly string[], end: SpfEnd): SpfDraft {
	const read = recordOf(draft).terms;
	const all = allOf(read);
	const last = all ?? read.find((term) => term.isModifier && term.name === 'redirect');
	const at = last ? read.indexOf(last) + 1 : draft.length;
	const after = draft.slice(at);
	const isOpen = all?.qualifier === '+';
	return [...draft.slice(0, at), ...terms.map(added), ...(isOpen ? [added(end), ...after.slice(1)] : after)];
}

/** What receivers would read. */
export function recordOf(draft: SpfDraft): SpfRecord {
	return readSpf(draft.map(({ text }) => text).join(' '));
}

/** Neighbours of one kind in one piece, with the blanks between all of them; what is added has none around it. */
export function piecesOf(draft: SpfDraft): { text: string; isAdded: boolean }[] {
	const pieces: { text: string; isAdded: boolean }[] = [];
	for (const { text, isAdded } of draft) {
		const last = pieces.at(-1);
		if (last && last.isAdded === isAdded) last.text += ` ${text}`;
		else {
			if (last && !last.isAdded) last.text += ' ';
			pieces.push({ text: last?.isAdded ? ` ${text}` : text, isAdded });
		}
	}
	return pieces;
}

const standing = (text: string) => ({ text, isAdded: false });
const added = (text: string) => ({ text, isAdded: true });
