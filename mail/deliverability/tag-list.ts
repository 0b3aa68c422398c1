/** The tags of a record, in lower case, with their values; the first of a name that stands there twice. */
export type Tags = ReadonlyMap<string, string>;

/**
 * Reads a list of `tag=value` with semicolons between, as DKIM keys and DMARC records are written (RFC 6376, 3.2). Blanks
 * around names, signs and values do not count. Linear in the text.
 *
 * @returns undefined where a piece is no `tag=value`.
 */
export function readTags(text: string): Tags | undefined {
	const tags = new Map<string, string>();
	for (const piece of text.split(';')) {
		if (piece.trim() === '') continue;
		const sign = piece.indexOf('=');
		const name = piece.slice(0, Math.max(sign, 0)).trim().toLowerCase();
		if (!/^[a-z][a-z0-9_]*$/.test(name)) return undefined;
		if (!tags.has(name)) tags.set(name, piece.slice(sign + 1).trim());
	}
	return tags;
}
