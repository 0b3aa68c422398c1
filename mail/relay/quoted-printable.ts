/** RFC 2045 6.7: 76 with the sign of a soft break. */
const LINE = 75;

/** What most pieces are: one line of characters that stand for themselves. */
const AS_IT_IS = /^(?!\.)[ -<>-~]{0,74}[!-<>-~]$/;

/**
 * Encodes a text as quoted-printable, from the beginning of a line on. Any kind of line break becomes CRLF; no line begins
 * with a dot, so that nothing is left to be stuffed (RFC 5321 4.5.2), and none is longer than 75 octets, so that a sign of a
 * soft break fits behind the last.
 */
export function quotedPrintable(text: string): string {
	if (AS_IT_IS.test(text)) return text;
	return text
		.toWellFormed()
		.split(/\r\n|\r|\n/)
		.map(encodedLine)
		.join('\r\n');
}

/** A line of characters that stand for themselves, such as the address behind a tracked link. */
const ALL_STAND = /^[ -<>-~]*[!-<>-~]$/;

function encodedLine(line: string): string {
	if (ALL_STAND.test(line)) {
		const lines = [];
		for (let at = 0; at < line.length; at += LINE) lines.push(line.slice(at, at + LINE));
		if (!lines.some((one) => one.startsWith('.'))) return lines.join('=\r\n');
	}
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

/** The octets of a character, each as `=XX`. */
export function octets(character: string): string {
	let encoded = '';
	for (const octet of Buffer.from(character))
		encoded += `=${octet < 16 ? '0' : ''}${octet.toString(16).toUpperCase()}`;
	return encoded;
}
