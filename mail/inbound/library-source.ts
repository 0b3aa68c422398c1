import { firstOf } from './raw-headers.ts';
import type { HeaderFields } from './raw-headers.ts';

const FIELDS = ['content-type', 'content-transfer-encoding', 'content-disposition'];
const FIELD_AT_MOST = 4_000;
/** No line of a text ends in more blanks, nor needs more between two words. */
const BLANKS_AT_MOST = 200;

/**
 * A mail as the library may have it: of its header only what says how the body is to be read, and no run of more than 200
 * blanks. The library is quadratic in both (900 kB of blanks in a quoted-printable body took it minutes).
 */
export function librarySource(fields: HeaderFields, body: Buffer): Buffer {
	const head = FIELDS.flatMap((name) => {
		const value = firstOf(fields, name);
		return value ? [`${name}: ${value.slice(0, FIELD_AT_MOST)}\r\n`] : [];
	});
	return Buffer.concat([Buffer.from(`${head.join('')}\r\n`, 'latin1'), withoutLongGaps(body)]);
}

function withoutLongGaps(body: Buffer): Buffer {
	const kept = Buffer.allocUnsafe(body.length);
	let length = 0;
	let blanks = 0;
	for (const byte of body) {
		blanks = byte === 0x20 || byte === 0x09 ? blanks + 1 : 0;
		if (blanks <= BLANKS_AT_MOST) kept[length++] = byte;
	}
	return kept.subarray(0, length);
}
