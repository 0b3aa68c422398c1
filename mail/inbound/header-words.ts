import { readDeclared, readRawText } from './charsets.ts';

const WORD = /=\?([\w*.:+-]{1,40})\?([bq])\?([^?]*)\?=/gi;

/**
 * Decodes a header value: raw 8-bit text, then its encoded words (RFC 2047), also in quotes, where programs put them.
 * Neighbouring words of one charset are joined before they are decoded, as some programs split them inside a character.
 *
 * @param value As it came, bytes read as latin1.
 * @param declared The charset of the mail's text, for raw text that is not UTF-8.
 */
export function decodeHeaderWords(value: string, declared?: string): string {
	return decodeWords(readRawText(value, declared));
}

/** Decodes the encoded words of text that has been read. */
export function decodeWords(value: string): string {
	const joined = value.replace(/(\?=)[ \t]+(?==\?[\w*.:+-]{1,40}\?[bq]\?)/gi, '$1');
	let text = '';
	let last = 0;
	let pending: { charset: string; bytes: Buffer[] } | undefined;
	const flush = () => {
		if (pending) text += readDeclared(Buffer.concat(pending.bytes), pending.charset);
		pending = undefined;
	};
	for (const found of joined.matchAll(WORD)) {
		const [whole, named, encoding, payload] = found as unknown as [string, string, string, string];
		const charset = named.split('*', 1)[0]!.toLowerCase();
		if (found.index > last) {
			flush();
			text += joined.slice(last, found.index);
		}
		const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(payload, 'base64') : fromQ(payload);
		if (pending?.charset === charset) pending.bytes.push(bytes);
		else {
			flush();
			pending = { charset, bytes: [bytes] };
		}
		last = found.index + whole.length;
	}
	flush();
	return text + joined.slice(last);
}

/**
 * Encoded words whose signs cannot be taken for those between addresses: some programs leave commas and brackets in them
 * (RFC 2047, 5 (3) forbids it).
 */
export function withSafeWords(value: string): string {
	return value.replace(
		WORD,
		(_, charset: string, encoding: string, payload: string) =>
			`=?${charset}?${encoding}?${encoding.toLowerCase() === 'q' ? payload.replace(/[ ,;:<>"()@]/g, asHex) : payload}?=`,
	);
}

const asHex = (sign: string) => `=${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** What stands there unencoded may be any character. */
function fromQ(payload: string): Buffer {
	const bytes = payload
		.replaceAll('_', ' ')
		.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
	return /[^\0-\xff]/.test(bytes) ? Buffer.from(bytes, 'utf8') : Buffer.from(bytes, 'latin1');
}
