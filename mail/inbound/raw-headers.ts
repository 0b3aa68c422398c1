/** Header fields as they came: lower-case names, unfolded values in the order of the mail. Bytes read as latin1. */
export type HeaderFields = ReadonlyMap<string, readonly string[]>;

const FIELDS_AT_MOST = 2_000;
const VALUE_AT_MOST = 100_000;
const BLANKS = new Set(' \t\v\f');

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
		const name = withoutBlanks(line.slice(0, colon)).toLowerCase();
		field = { pieces: [], length: 0 };
		addTo(field, line.slice(colon + 1));
		const values = fields.get(name);
		if (values) values.push(field);
		else fields.set(name, [field]);
	}
	return new Map(
		[...fields].map(([name, values]) => [name, values.map(({ pieces }) => cut(joined(pieces)))]),
	);
}

/** A value while its lines are read: joined once, for a value of half a million lines costs a second else. */
interface FieldPieces {
	readonly pieces: string[];
	length: number;
}

function addTo(field: FieldPieces, line: string): void {
	if (field.length > VALUE_AT_MOST) return;
	const piece = withoutBlanks(line);
	// A long value may be folded before its first word.
	if (piece === '') return;
	field.pieces.push(piece);
	field.length += piece.length + 1;
}

/** Blanks of ASCII only: the byte A0 ends an « à » in UTF-8. */
function withoutBlanks(line: string): string {
	let start = 0;
	let end = line.length;
	while (start < end && BLANKS.has(line[start]!)) start++;
	while (end > start && BLANKS.has(line[end - 1]!)) end--;
	return line.slice(start, end);
}

/** Unfolds: a blank between two lines, none where a program folded inside a character of UTF-8. */
function joined(pieces: readonly string[]): string {
	return pieces
		.flatMap((piece, index) => {
			const before = pieces[index - 1];
			if (before === undefined) return [piece];
			return endsInside(before, piece) ? [piece] : [' ', piece];
		})
		.join('');
}

/** Whether a character of UTF-8 begins at the end of one line and ends in the next. */
function endsInside(before: string, after: string): boolean {
	const begun = before.slice(wholeCharacters(before));
	const missing = begun === '' ? 0 : lengthOf(begun.charCodeAt(0)) - begun.length;
	return missing > 0 && /^[\x80-\xbf]*/.exec(after.slice(0, missing))![0].length === missing;
}

/** Where the last, unfinished character of UTF-8 begins. */
function wholeCharacters(text: string): number {
	for (let back = 1; back <= Math.min(3, text.length); back++) {
		const byte = text.charCodeAt(text.length - back);
		if (byte >= 0xc2) return lengthOf(byte) > back ? text.length - back : text.length;
		if (byte < 0x80) break;
	}
	return text.length;
}

/** Bytes of a character by its first one. */
const lengthOf = (first: number) => (first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2);

/** A cut never leaves half a character. */
function cut(value: string): string {
	if (value.length <= VALUE_AT_MOST) return value;
	const head = value.slice(0, VALUE_AT_MOST);
	return head.slice(0, wholeCharacters(head));
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
