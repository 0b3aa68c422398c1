import { oneLine } from '#mail/mime/one-line.ts';
import { TemplateRefused } from './mail-template.ts';
import { octets } from './quoted-printable.ts';

/** RFC 5322 2.1.1 and RFC 2047 2. */
const LINE = 76;
const LONGEST_LINE = 998;
const BEFORE_WORD = '=?UTF-8?Q?';
const BEHIND_WORD = '?=';

const ASCII = /^[ -~]*$/;
/** RFC 5322 3.2.3, several with one space between them. */
const ATOMS = /^[\w!#$%&'*+/=?^`{|}~-]+( [\w!#$%&'*+/=?^`{|}~-]+)*$/;
/** What `parseAddress` answers; whatever could end an address or a line is missing. */
const ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[A-Za-z0-9.-]+$/u;

/**
 * A field of free text, CRLF at its end: as it is where it is ASCII, else as encoded words (RFC 2047). No line is longer than
 * 76 octets, nothing in it ends the field.
 */
export function textField(name: string, value: string): string {
	const text = oneLine(value).toWellFormed();
	const stands = ASCII.test(text) && !text.includes('=?') && !text.includes('  ');
	const folded = stands ? foldedAtSpaces(`${name}: ${text}`, name.length + 2) : undefined;
	return `${folded ?? `${name}: ${encodedWords(text, name.length + 2)}`}\r\n`;
}

/**
 * A field with one name and address, CRLF at its end.
 *
 * @throws TemplateRefused `address-invalid`
 */
export function partyField(name: string, party: string, address: string): string {
	if (!ADDRESS.test(address)) throw new TemplateRefused('address-invalid');
	// A local part outside ASCII stands there as it is (RFC 6532); in Latin-1 each octet of it is one character.
	const octetsOfIt = ASCII.test(address) ? address : Buffer.from(address).toString('latin1');
	const text = oneLine(party).toWellFormed();
	if (text === '') return `${name}: ${octetsOfIt}\r\n`;
	const shown = phrase(text, name.length + 2);
	const column = shown.length - (shown.lastIndexOf('\n') + 1) + (shown.includes('\n') ? 0 : name.length + 2);
	const between = column + octetsOfIt.length + 3 > LINE ? '\r\n ' : ' ';
	return `${name}: ${shown}${between}<${octetsOfIt}>\r\n`;
}

/**
 * A field of printable ASCII, CRLF at its end, folded at its spaces.
 *
 * @throws TemplateRefused `token-invalid`
 */
export function tokensField(name: string, value: string): string {
	if (!ASCII.test(value)) throw new TemplateRefused('token-invalid');
	const line = `${name}: ${value.trim()}`;
	const folded = foldedAtSpaces(line, name.length + 2) ?? line;
	if (folded.split('\r\n').some(({ length }) => length > LONGEST_LINE))
		throw new TemplateRefused('token-invalid');
	return `${folded}\r\n`;
}

/** The words before an address: as they are, in quotes, or encoded. */
function phrase(text: string, column: number): string {
	// Readers decode what looks encoded in quotes too.
	const stands = column + text.length < LINE && !text.includes('=?');
	if (stands && ATOMS.test(text)) return text;
	if (stands && ASCII.test(text)) return `"${text.replace(/["\\]/g, '\\$&')}"`;
	return encodedWords(text, column);
}

/**
 * Breaks a line before spaces, never before the value itself: some servers take such a field for an empty one.
 *
 * @returns undefined where a word is longer than a line.
 */
function foldedAtSpaces(line: string, begins: number): string | undefined {
	if (line.length <= LINE) return line;
	const [first, ...words] = line.slice(begins).split(' ');
	let folded = line.slice(0, begins) + first!;
	let column = folded.length;
	if (column > LINE) return undefined;
	for (const word of words) {
		if (word.length + 1 > LINE) return undefined;
		const fits = column + 1 + word.length <= LINE;
		folded += fits ? ` ${word}` : `\r\n ${word}`;
		column = fits ? column + 1 + word.length : 1 + word.length;
	}
	return folded;
}

/** Whole characters in each word; the blank between two of them belongs to neither. */
function encodedWords(text: string, begins: number): string {
	let encoded = BEFORE_WORD;
	let column = begins + BEFORE_WORD.length;
	for (const character of text) {
		const piece =
			character === ' ' ? '_' : /^[A-Za-z0-9!*+/-]$/.test(character) ? character : octets(character);
		if (column + piece.length + BEHIND_WORD.length > LINE) {
			encoded += `${BEHIND_WORD}\r\n ${BEFORE_WORD}`;
			column = 1 + BEFORE_WORD.length;
		}
		encoded += piece;
		column += piece.length;
	}
	return encoded + BEHIND_WORD;
}
