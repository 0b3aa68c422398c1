/** Charsets of encoded words; what the platform does not know is read as windows-1252. */
function decoderOf(charset: string): TextDecoder {
	try {
		return new TextDecoder(charset.split('*', 1)[0]);
	} catch {
		return new TextDecoder('windows-1252');
	}
}

/** Bytes of a field or a part whose charset is not trusted: UTF-8 where they are UTF-8, else windows-1252. */
export function readUntrusted(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}

const WORD = /=\?([\w*.:-]{1,40})\?([bq])\?([^?\s]*)\?=/gi;

/**
 * Decodes the encoded words of a header value (RFC 2047) and raw 8-bit text. Neighbouring words of one charset are joined
 * before they are decoded, as some programs split them inside a character.
 *
 * @param value As it came, bytes read as latin1.
 */
export function decodeHeaderWords(value: string): string {
	const joined = value.replace(/(\?=)\s+(?==\?[\w*.:-]{1,40}\?[bq]\?)/gi, '$1');
	let text = '';
	let last = 0;
	let pending: { charset: string; bytes: Buffer[] } | undefined;
	const flush = () => {
		if (pending) text += decoderOf(pending.charset).decode(Buffer.concat(pending.bytes));
		pending = undefined;
	};
	for (const found of joined.matchAll(WORD)) {
		const [whole, charset, encoding, payload] = found as unknown as [string, string, string, string];
		if (found.index > last) {
			flush();
			text += readUntrusted(Buffer.from(joined.slice(last, found.index), 'latin1'));
		}
		const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(payload, 'base64') : fromQ(payload);
		if (pending && pending.charset.toLowerCase() === charset.toLowerCase()) pending.bytes.push(bytes);
		else {
			flush();
			pending = { charset, bytes: [bytes] };
		}
		last = found.index + whole.length;
	}
	flush();
	return text + readUntrusted(Buffer.from(joined.slice(last), 'latin1'));
}

function fromQ(payload: string): Buffer {
	return Buffer.from(
		payload
			.replaceAll('_', ' ')
			.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
		'latin1',
	);
}
