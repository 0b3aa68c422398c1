import { readUtf7 } from './utf-7.ts';

/** A run of well-formed UTF-8 (RFC 3629, section 4), else one byte, in bytes read as latin1. */
const UTF8_OR_BYTE = new RegExp(
	`((?:${[
		String.raw`[\xc2-\xdf][\x80-\xbf]`,
		String.raw`\xe0[\xa0-\xbf][\x80-\xbf]`,
		String.raw`[\xe1-\xec\xee\xef][\x80-\xbf]{2}`,
		String.raw`\xed[\x80-\x9f][\x80-\xbf]`,
		String.raw`\xf0[\x90-\xbf][\x80-\xbf]{2}`,
		String.raw`[\xf1-\xf3][\x80-\xbf]{3}`,
		String.raw`\xf4[\x80-\x8f][\x80-\xbf]{2}`,
	].join('|')})+)|[\x80-\xff]`,
	'g',
);
const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, byte) => byte);
/** Charsets whose text is hardly ever UTF-8 by chance: bytes that are UTF-8 were labelled wrong. */
const ONE_BYTE = /^(?:us-)?ascii$|^ansi|^iso-?8859|^latin|^windows-125|^cp-?125|^x-unknown$|^unknown/i;

/** Bytes of a part whose charset is not trusted: UTF-8 where they are UTF-8, else windows-1252. */
export function readUntrusted(bytes: Uint8Array): string {
	return strictly(bytes, 'utf-8') ?? new TextDecoder('windows-1252').decode(bytes);
}

/**
 * Raw 8-bit text of a header: UTF-8 first, then the charset that the mail declares for its text, then each character by
 * itself, UTF-8 or windows-1252 (RFC 6532; mails that came before it).
 *
 * @param value Bytes read as latin1.
 */
export function readRawText(value: string, declared?: string): string {
	if (/^[\0-\x7f]*$/.test(value)) {
		return /\x1b[$(]/.test(value) ? readDeclared(Buffer.from(value, 'latin1'), 'iso-2022-jp') : value;
	}
	const bytes = Buffer.from(value, 'latin1');
	const utf8 = strictly(bytes, 'utf-8');
	if (utf8 !== undefined) return utf8;
	const isTold = declared !== undefined && !/^utf-?8$/i.test(declared) && !ONE_BYTE.test(declared);
	const told = isTold ? strictly(bytes, declared) : undefined;
	if (told !== undefined) return told;
	const letters = decoderOf(ONE_BYTE.test(declared ?? '') ? declared! : 'windows-1252').decode(ALL_BYTES);
	return value.replace(UTF8_OR_BYTE, (piece, utf8Run?: string) =>
		utf8Run ? Buffer.from(utf8Run, 'latin1').toString('utf8') : letters[piece.charCodeAt(0)]!,
	);
}

/**
 * Bytes in the charset that they are said to be in. One that cannot be true is put right: UTF-8 that is none is
 * windows-1252, a one-byte charset whose bytes are UTF-8 is UTF-8.
 */
export function readDeclared(bytes: Buffer, charset: string): string {
	const name = charset.split('*', 1)[0]!.toLowerCase();
	if (/^(?:unicode-1-1-)?utf-?7$/.test(name)) return readUtf7(bytes.toString('latin1'));
	if (/^utf-?8$/.test(name) || ONE_BYTE.test(name)) {
		const utf8 = strictly(bytes, 'utf-8');
		return utf8 ?? decoderOf(name === 'utf-8' || name === 'utf8' ? 'windows-1252' : name).decode(bytes);
	}
	if (name.startsWith('iso-2022-')) return decoderOf(name).decode(withoutEmptyShifts(bytes));
	const told = decoderOf(name).decode(bytes);
	return told.includes('\ufffd') ? (strictly(bytes, 'utf-8') ?? told) : told;
}

/** Back to ASCII and at once to Kanji again, as where two words meet: the decoder takes that for a fault. */
function withoutEmptyShifts(bytes: Buffer): Buffer {
	return Buffer.from(bytes.toString('latin1').replace(/\x1b[$(][@A-Z](?=\x1b)/g, ''), 'latin1');
}

function strictly(bytes: Uint8Array, charset: string): string | undefined {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

/** What the platform does not know is read as windows-1252. */
function decoderOf(charset: string): TextDecoder {
	try {
		return new TextDecoder(charset);
	} catch {
		return new TextDecoder('windows-1252');
	}
}
