/** RFC 2045 6.7: 76 with the sign of a soft break. */
const LINE = 75;

/** What most pieces are: characters that stand for themselves, such as a name or the address behind a tracked link. */
const ALL_STAND = /^[ -<>-~]*[!-<>-~]$/;

/**
 * Encodes a text as quoted-printable, from the beginning of a line on. Any kind of line break becomes CRLF; no line begins
 * with a dot, so that nothing is left to be stuffed (RFC 5321 4.5.2), and none is longer than 75 octets, so that a sign of a
 * soft break fits behind the last.
 */
export function quotedPrintable(text: string): string {
	if (ALL_STAND.test(text)) return encodedLine(text);
	return text
		.toWellFormed()
		.split(/\r\n|\r|\n/)
		.map((line) => (ALL_STAND.test(line) ? encodedLine(line) : encodedByLetter(line)))
		.join('\r\n');
}

/** Of characters that all stand for themselves. */
function encodedLine(line: string): string {
	let encoded = line.slice(0, LINE);
	if (encoded.startsWith('.')) return encodedByLetter(line);
	for (let at = LINE; at < line.length; at += LINE) {
		const next = line.slice(at, at + LINE);
		if (next.startsWith('.')) return encodedByLetter(line);
		encoded += `=\r\n${next}`;
	}
	return encoded;
}

function encodedByLetter(line: string): string {
	let encoded = '';
	let column = 0;
	const last = line.length - 1;
	let at = 0;
	for (const character of line) {
		const isBlank = character === ' ' || character === '\t';
		const stands = isBlank ? at !== last : character !== '=' && character >= '!' && character <= '~';
		let piece = stands ? character : octets(character);
		if (column + piece.length > LINE) {
			encoded += '=\r\n';
			column = 0;
		}
		if (column === 0 && piece === '.') piece = '=2E';
		encoded += piece;
		column += piece.length;
		at += character.length;
	}
	return encoded;
}

/** The octets of a character in UTF-8, each as `=XX`. */
export function octets(character: string): string {
	if (character > '\x7f') return encodeURIComponent(character).replaceAll('%', '=');
	const octet = character.charCodeAt(0);
	return `=${octet < 16 ? '0' : ''}${octet.toString(16).toUpperCase()}`;
}
