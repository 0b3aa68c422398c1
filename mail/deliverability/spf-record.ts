import { validateTerms } from 'mailauth/lib/spf/syntax.js';
import { TEXT_AT_MOST } from './limited-names.ts';

/** A term of an SPF record (RFC 7208, 4.6.1). */
export interface SpfTerm {
	/** As it stands there. */
	readonly text: string;
	/** `all`, `include`, `a`, …, or the name of a modifier such as `redirect`, in lower case. */
	readonly name: string;
	readonly isModifier: boolean;
	readonly qualifier: '+' | '-' | '~' | '?';
	/** What follows the colon or the equals sign, without a prefix length; undefined: the domain itself. */
	readonly target: string | undefined;
}

/** A record as it was read. */
export interface SpfRecord {
	readonly text: string;
	readonly terms: readonly SpfTerm[];
	/** Terms that no receiver understands: all of the record is void then (`permerror`). */
	readonly faults: readonly string[];
	/** Longer than what is read of a text: its end is not known. */
	readonly isTooLong: boolean;
}

/** Whether a record says what its owner meant, to receivers and to us. */
export function isReadable({ faults, isTooLong }: SpfRecord): boolean {
	return faults.length === 0 && !isTooLong;
}

/** Whether receivers take a text for an SPF record: `v=spf1`, then a blank or nothing (RFC 7208, 4.5). */
export function isSpf(text: string): boolean {
	return /^v=spf1(?: |$)/i.test(text);
}

/**
 * Whether somebody meant a text as an SPF record that receivers do not take for one: quotes that a host of zones kept, blanks
 * before it, `v=spf1x`, `v=spf1;`, `spf1 …`. Sender ID (`spf2.0/…`) was another thing.
 */
export function looksLikeSpf(text: string): boolean {
	if (isSpf(text)) return false;
	// Signs that zones and copied pages leave at the beginning.
	const bare = text.slice(0, 64).replace(/^[^a-z0-9]{1,16}/i, '');
	return /^(?:v ?[=:] ?spf|spf1|spf ?[=:])/i.test(bare) && !/^spf2/i.test(bare);
}

/**
 * What somebody meant who published a text that looks like a record: the same without the signs around it, where that is one.
 *
 * @returns The record under its published text.
 */
export function repairedSpf(text: string): SpfRecord | undefined {
	const begin = text.search(/v=spf1(?: |$)/i);
	if (begin < 0) return undefined;
	let end = text.length;
	while (end > begin && /["'`;,\s]/.test(text[end - 1]!)) end--;
	const record = readSpf(text.slice(begin, end));
	return isReadable(record) ? { ...record, text } : undefined;
}

/** Reads a text that is one (`isSpf`). */
export function readSpf(text: string): SpfRecord {
	const pieces = text.split(' ').slice(1).filter(Boolean);
	const terms = pieces.map(readTerm);
	// Line breaks, controls and letters beyond ASCII make the whole record void.
	const faults = pieces.filter((piece) => /[^\x21-\x7e]/.test(piece) || validateTerms([piece]) !== false);
	const several = ['redirect', 'exp'].flatMap((name) =>
		terms.filter((term) => term.isModifier && term.name === name).slice(1),
	);
	const isTooLong = text.length > TEXT_AT_MOST;
	return { text, terms, faults: [...faults, ...several.map((term) => term.text)], isTooLong };
}

function readTerm(text: string): SpfTerm {
	const sign = text.search(/[=:/]/);
	if (sign > 0 && text[sign] === '=') {
		const name = text.slice(0, sign).toLowerCase();
		return { text, name, isModifier: true, qualifier: '+', target: text.slice(sign + 1) };
	}
	const head = sign < 0 ? text : text.slice(0, sign);
	const qualifier = /^[-~?]/.test(head) ? (head[0] as '-' | '~' | '?') : '+';
	const name = head.replace(/^[-+~?]/, '').toLowerCase();
	const rest = sign >= 0 && text[sign] === ':' ? text.slice(sign + 1) : undefined;
	const target = name === 'ip4' || name === 'ip6' ? rest : rest?.split('/', 1)[0];
	return { text, name, isModifier: false, qualifier, target: target === '' ? undefined : target };
}

/** The term `all` that ends a record's list; what stands behind it is not read. */
export function allOf(terms: readonly SpfTerm[]): SpfTerm | undefined {
	return terms.find((term) => term.name === 'all' && !term.isModifier);
}

/** Whether a record lets everybody send: `+all`, or networks that are nearly all there are. */
export function opensToAll({ terms }: SpfRecord): boolean {
	const all = allOf(terms);
	const read = all ? terms.slice(0, terms.indexOf(all)) : terms;
	return all?.qualifier === '+' || read.some(isNearlyAll);
}

/** RFC 7208, 5.6: nobody sends from more than a few networks of these sizes. */
const WIDEST = { ip4: 8, ip6: 16 };

function isNearlyAll(term: SpfTerm): boolean {
	if ((term.name !== 'ip4' && term.name !== 'ip6') || term.qualifier !== '+') return false;
	const bits = term.text.slice(term.text.lastIndexOf('/') + 1);
	return term.text.includes('/') && Number(bits) < WIDEST[term.name];
}
