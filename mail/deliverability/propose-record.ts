import type { RecordToPublish } from './checked-record.ts';

const STRING_AT_MOST = 255;

/** A record of which nothing stands there yet. */
export function newRecord(
	type: RecordToPublish['type'],
	name: string,
	value: string,
	replaces: readonly string[] = [],
): RecordToPublish {
	return {
		type,
		name,
		value,
		pieces: [{ text: value, isAdded: true }],
		strings: type === 'TXT' ? stringsOf(value) : [],
		replaces,
		provider: undefined,
	};
}

/** A record whose value the provider's own pages show. */
export function recordShownBy(
	provider: string,
	type: RecordToPublish['type'],
	name: string,
): RecordToPublish {
	return { type, name, value: undefined, pieces: [], strings: [], replaces: [], provider };
}

/** A text record in pieces, what is new marked; the old ones of its kind go. */
export function changedText(
	name: string,
	pieces: readonly { readonly text: string; readonly isAdded: boolean }[],
	replaces: readonly string[],
): RecordToPublish {
	const value = pieces.map(({ text }) => text).join('');
	return { type: 'TXT', name, value, pieces, strings: stringsOf(value), replaces, provider: undefined };
}

/** A value of more than 255 octets in as many strings as it needs, joined without blanks (RFC 7208, 3.3); else none. */
function stringsOf(value: string): string[] {
	if (value.length <= STRING_AT_MOST) return [];
	const strings: string[] = [];
	for (let at = 0; at < value.length; at += STRING_AT_MOST)
		strings.push(value.slice(at, at + STRING_AT_MOST));
	return strings;
}
