import { domainToASCII } from 'node:url';

const NAME_OF_HOST = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;

/**
 * The one form under which addresses of headers and envelopes are compared: lower case, composed characters, the domain as
 * A-labels, whether it came in UTF-8 (RFC 6531) or as A-labels. Stored addresses have it too. What is no address stays what
 * it is, in lower case.
 */
export function comparableAddress(address: string): string {
	const composed = address.normalize('NFC').toLowerCase();
	const at = composed.lastIndexOf('@');
	const domain = composed.slice(at + 1);
	// The platform reads hosts of web addresses: it stops at a slash.
	if (at < 1 || /^[\0-\x7f]*$/.test(domain) || !NAME_OF_HOST.test(domain)) return composed;
	const ascii = domainToASCII(domain);
	return ascii === '' ? composed : `${composed.slice(0, at)}@${ascii}`;
}

const AT_GMAIL = /^([^@]+)@(?:gmail|googlemail)\.com$/;

/**
 * The one form under which two addresses are the same mailbox: `comparableAddress`, and of Gmail's many spellings one, since
 * there dots, what follows a plus and googlemail.com make no difference. Elsewhere a plus may be another mailbox. For
 * comparing only: what is written to and shown keeps its spelling.
 */
export function mailboxOf(address: string): string {
	const comparable = comparableAddress(address.trim());
	const local = AT_GMAIL.exec(comparable)?.[1];
	if (local === undefined) return comparable;
	const [beforePlus = ''] = local.split('+');
	const name = beforePlus.replaceAll('.', '');
	return name === '' ? comparable : `${name}@gmail.com`;
}

/** Of addresses those that Gmail has in other spellings too, each in its one form. */
export function gmailMailboxesOf(addresses: readonly string[]): string[] {
	return addresses.map(mailboxOf).filter((address) => AT_GMAIL.test(address));
}
