/** 32 hexadecimal digits as a uuid (RFC 9562, section 4). */
export function uuidOfHex(digits: string): string {
	return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The first 16 bytes as a uuid of `version`, whatever they were made of (RFC 9562: 5 a SHA-1 name, 8 one's own). */
export function uuidOfVersion(version: 5 | 8, bytes: Buffer): string {
	const marked = Buffer.from(bytes.subarray(0, 16));
	marked[6] = (marked[6]! & 0x0f) | (version << 4);
	marked[8] = (marked[8]! & 0x3f) | 0x80;
	return uuidOfHex(marked.toString('hex'));
}

/** The 16 bytes of a uuid. */
export function bytesOfUuid(uuid: string): Buffer {
	return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

/** 16 bytes as the uuid that they are. */
export function uuidOfBytes(bytes: Buffer): string {
	return uuidOfHex(bytes.toString('hex'));
}
