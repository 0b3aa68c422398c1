import { hostName } from './host-name.ts';

/** An address as it may stand in a header and in an SMTP envelope. */
export interface MailAddress {
	/** Domain in lower case and as A-labels; the local part as given. */
	readonly address: string;
	readonly local: string;
	readonly domain: string;
	/** The local part needs a server with SMTPUTF8 (RFC 6531). */
	readonly needsSmtpUtf8: boolean;
}

const ATEXT = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const LOCAL_PART = new RegExp(`^${ATEXT}(\\.${ATEXT})*$`, 'u');

/**
 * Reads one address strictly: one `@`, a dot-atom before it, a host name of at least two labels behind it, at most
 * 254 characters. Whatever could end a header line or name a second recipient is no address
 * (docs/design/outgoing-mail.md#construction).
 *
 * @returns undefined for anything else, quoted local parts and address literals included.
 */
export function parseAddress(typed: string): MailAddress | undefined {
	const [local, typedDomain, ...rest] = typed.trim().split('@');
	if (!local || !typedDomain || rest.length > 0 || !LOCAL_PART.test(local)) return undefined;
	const domain = hostName(typedDomain);
	if (Buffer.byteLength(local) > 64 || domain === undefined) return undefined;
	const address = `${local}@${domain}`;
	if (Buffer.byteLength(address) > 254) return undefined;
	return { address, local, domain, needsSmtpUtf8: /[^\x21-\x7e]/.test(local) };
}
