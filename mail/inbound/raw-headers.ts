/** Header fields as they came: lower-case names, unfolded values in the order of the mail. Bytes read as latin1. */
export type HeaderFields = ReadonlyMap<string, readonly string[]>;

const FIELDS_AT_MOST = 2_000;
const VALUE_AT_MOST = 100_000;

/**
 * Reads a header block leniently: any line end, an mbox `From ` line first, lines without a colon skipped. Names come
 * from strangers, so they are keys of a Map and of nothing else (docs/design/reply-detection.md#reports).
 */
export function readHeaderFields(block: Buffer | string): HeaderFields {
	const text = (typeof block === 'string' ? block : block.toString('latin1')).replace(
		/^From [^\r\n]*\r?\n/,
		'',
	);
	const fields = new Map<string, string[]>();
	let name: string | undefined;
	let count = 0;
	for (const line of text.split(/\r\n|\n|\r/)) {
		if (line === '') break;
		if (/^[ \t]/.test(line)) {
			const values = name === undefined ? undefined : fields.get(name);
			if (values) values[values.length - 1] = `${values.at(-1)} ${line.trim()}`.slice(0, VALUE_AT_MOST);
			continue;
		}
		const colon = line.indexOf(':');
		if (colon < 1 || ++count > FIELDS_AT_MOST) {
			name = undefined;
			continue;
		}
		name = line.slice(0, colon).trim().toLowerCase();
		const value = line
			.slice(colon + 1)
			.trim()
			.slice(0, VALUE_AT_MOST);
		const values = fields.get(name);
		if (values) values.push(value);
		else fields.set(name, [value]);
	}
	return fields;
}

/** The first value of a field. */
export function firstOf(fields: HeaderFields, name: string): string | undefined {
	return fields.get(name)?.[0];
}

/** The bytes before the first empty line, whatever the line ends are; all of them where there is none. */
export function headerBlockOf(source: Buffer): { head: Buffer; body: Buffer } {
	for (let at = 0; at < source.length; at++) {
		const byte = source[at];
		if (byte !== 10 && byte !== 13) continue;
		const width = byte === 13 && source[at + 1] === 10 ? 2 : 1;
		const next = at + width;
		const follows = source[next];
		if (follows === 10) return { head: source.subarray(0, next), body: source.subarray(next + 1) };
		if (follows === 13) {
			const end = next + (source[next + 1] === 10 ? 2 : 1);
			return { head: source.subarray(0, next), body: source.subarray(end) };
		}
		at = next - 1;
	}
	return { head: source, body: source.subarray(source.length) };
}
