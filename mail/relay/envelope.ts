import type { RelayOffers } from './opened-line.ts';
import type { RelayMail } from './relay-mail.ts';

/** What begins a mail: each with its CRLF. */
export interface Envelope {
	readonly mail: string;
	readonly rcpt: string;
	/** Latin-1 where all of it is ASCII, which is written faster. */
	readonly encoding: 'latin1' | 'utf8';
}

export const DATA = 'DATA\r\n';

/** What `parseAddress` answers; whatever could end a command is missing. */
const ADDRESS = /^[^\s\p{Cc}<>"\\(),:;[\]]+@[A-Za-z0-9.-]+$/u;
const ASCII = /^[ -~]*$/;

/**
 * The commands of a mail. Delivery reports are asked for as of every send (docs/design/smtp-conversation.md).
 *
 * @returns Why it cannot be sent here, where it cannot.
 */
export function envelopeOf(
	{ from, to, envelopeId, bytes }: RelayMail,
	offers: RelayOffers,
): Envelope | 'address-invalid' | 'smtputf8-missing' | 'message-too-large' {
	if (!ADDRESS.test(to) || !ADDRESS.test(from)) return 'address-invalid';
	const isAscii = ASCII.test(to) && ASCII.test(from);
	if (!isAscii && !offers.smtpUtf8) return 'smtputf8-missing';
	if (offers.sizeAtMost > 0 && bytes.length > offers.sizeAtMost) return 'message-too-large';
	const reports = offers.dsn && envelopeId !== undefined;
	const size = offers.size ? ` SIZE=${bytes.length}` : '';
	const utf8 = isAscii ? '' : ' SMTPUTF8';
	const named = reports ? ` RET=HDRS ENVID=${xtext(envelopeId)}` : '';
	const type = isAscii ? 'rfc822' : 'utf-8';
	const notify = reports ? ` NOTIFY=FAILURE,DELAY ORCPT=${type};${xtext(to)}` : '';
	return {
		mail: `MAIL FROM:<${from}>${size}${utf8}${named}\r\n`,
		rcpt: `RCPT TO:<${to}>${notify}\r\n`,
		encoding: isAscii ? 'latin1' : 'utf8',
	};
}

/** RFC 3461 4; outside ASCII as RFC 6533 writes it for everybody. */
function xtext(value: string): string {
	if (/^[!-*,-<>-~]*$/.test(value)) return value;
	let encoded = '';
	for (const character of value) {
		if (/^[!-*,-<>-~]$/.test(character)) encoded += character;
		else if (character > '~') encoded += `\\x{${character.codePointAt(0)!.toString(16).toUpperCase()}}`;
		else encoded += `+${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
	}
	return encoded;
}
