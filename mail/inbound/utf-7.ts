/**
 * Reads UTF-7 (RFC 2152), which the platform's decoder leaves out. Only where a mail names it: unnamed, "+ADw-" is what
 * somebody wrote.
 */
export function readUtf7(text: string): string {
	return text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => {
		if (encoded === '') return '+';
		const bytes = Buffer.from(encoded, 'base64');
		return bytes
			.subarray(0, bytes.length & ~1)
			.swap16()
			.toString('utf16le');
	});
}
