import { firstOf } from './raw-headers.ts';
import type { HeaderFields } from './raw-headers.ts';

const ENCODING = 'content-transfer-encoding';
const FIELDS = ['content-type', ENCODING, 'content-disposition'];
const FIELD_AT_MOST = 4_000;
/** No line of a text ends in more blanks, nor needs more between two words. */
const BLANKS_AT_MOST = 200;

/** Its escapes are read a character at a time by what the library has for it: a megabyte takes half a second. */
const JAPANESE = /charset\s*=\s*"?iso-2022-jp[\w-]*"?/i;

/**
 * A mail as the library may have it: of its header only what says how the body is to be read, and no run of more than 200
 * blanks. The library is quadratic in both (900 kB of blanks in a quoted-printable body took it minutes). A plain Japanese
 * text is given to it in UTF-8.
 */
export function librarySource(fields: HeaderFields, body: Buffer): Buffer {
	const values = new Map(FIELDS.map((name) => [name, firstOf(fields, name)?.slice(0, FIELD_AT_MOST)]));
	const type = values.get('content-type') ?? '';
	const isPlain = /^\s*text\//i.test(type) && /^\s*(?:[78]bit\s*)?$/i.test(values.get(ENCODING) ?? '');
	const isJapanese = isPlain && JAPANESE.test(type);
	if (isJapanese) values.set('content-type', type.replace(JAPANESE, 'charset=utf-8')).set(ENCODING, '8bit');
	const text = isJapanese ? Buffer.from(new TextDecoder('iso-2022-jp').decode(body)) : body;
	const head = [...values].map(([name, value]) => (value ? `${name}: ${value}\r\n` : ''));
	return Buffer.concat([Buffer.from(`${head.join('')}\r\n`, 'latin1'), withoutLongGaps(text)]);
}

function withoutLongGaps(body: Buffer): Buffer {
	const kept: Buffer[] = [];
	let from = 0;
	let blanks = 0;
	// By its index: an iterator over a megabyte of bytes takes ten times as long.
	for (let at = 0; at < body.length; at++) {
		const byte = body[at];
		blanks = byte === 0x20 || byte === 0x09 ? blanks + 1 : 0;
		if (blanks === BLANKS_AT_MOST + 1) kept.push(body.subarray(from, at));
		if (blanks > BLANKS_AT_MOST) from = at + 1;
	}
	return from === 0 ? body : Buffer.concat([...kept, body.subarray(from)]);
}
