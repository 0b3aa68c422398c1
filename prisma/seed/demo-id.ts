import { createHash } from 'node:crypto';

/**
 * The id of a row of the demonstration world: the same at each start, so that nothing is written twice and everything can
 * be named. A version 8 UUID (RFC 9562).
 *
 * @param subscription `cadrelune`, `orgevane` or `installation`.
 */
export function demoId(subscription: string, kind: string, key: string | number = ''): string {
	const bytes = createHash('sha256')
		.update(`demo\0${subscription}\0${kind}\0${key}`)
		.digest()
		.subarray(0, 16);
	bytes[6] = (bytes[6]! & 0x0f) | 0x80;
	bytes[8] = (bytes[8]! & 0x3f) | 0x80;
	return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
