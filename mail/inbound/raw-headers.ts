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
	const fields = new Map<string, FieldPieces[]>();
	let field: FieldPieces | undefined;
	let count = 0;
	for (const line of text.split(/\r\n|\n|\r/)) {
		if (line === '') break;
		if (line.startsWith(' ') || line.startsWith('\t')) {
			if (field) addTo(field, line);
			continue;
		}
		field = undefined;
		const colon = line.indexOf(':');
		if (colon < 1 || ++count > FIELDS_AT_MOST) continue;
		const name = line.slice(0, colon).trim().toLowerCase();
		field = { pieces: [], length: 0 };
		addTo(field, line.slice(colon + 1));
		const values = fields.get(name);
		if (values) values.push(field);
		else fields.set(name, [field]);
	}
	return new Map(
		[...fields].map(([name, values]) => [
			name,
			values.map(({ pieces }) => pieces.join(' ').slice(0, VALUE_AT_MOST)),
		]),
	);
}

/** A value while its lines are read: joined once, for a value of half a million lines costs a second else. */
interface FieldPieces {
	readonly pieces: string[];
	length: number;
}

function addTo(field: FieldPieces, line: string): void {
	if (field.length > VALUE_AT_MOST) return;
	const piece = line.trim();
	// A long value may be folded before its first word.
	if (piece === '') return;
	field.pieces.push(piece);
	field.length += piece.length + 1;
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
