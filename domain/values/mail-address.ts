import { domainToASCII } from 'node:url';

const ATEXT = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
const LOCAL_PART = new RegExp(`^${ATEXT}(\\.${ATEXT})*$`, 'u');
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A domain as it is stored: lower case, A-labels, at least two of them. What a pasted web address has around it is taken
 * off.
 *
 * @returns undefined for anything that is no domain.
 */
export function normaliseDomain(typed: string): string | undefined {
	const [host] = typed
		.trim()
		.replace(/^https?:\/\//i, '')
		.replace(/^www\./i, '')
		.split(/[/?#]/);
	return hostName(host!);
}

/**
 * An address as it is stored and compared: lower case, domain as A-labels. Plus-addresses stay apart, since they may be
 * different mailboxes.
 *
 * @returns undefined for anything that is not exactly one address.
 */
export function normaliseAddress(typed: string): string | undefined {
	const [local, host, ...rest] = typed.trim().normalize('NFC').split('@');
	if (!local || !host || rest.length > 0) return undefined;
	if (!LOCAL_PART.test(local) || Buffer.byteLength(local) > 64) return undefined;
	const domain = hostName(host);
	return domain && `${local.toLowerCase()}@${domain}`;
}

/** `camille+offer@…` is `camille@…`. */
export function withoutTag(address: string): string {
	return address.replace(/^([^@+]+)\+[^@]*(?=@)/, '$1');
}

function hostName(typed: string): string | undefined {
	if (/[^\p{L}\p{M}\p{N}.-]/u.test(typed)) return undefined;
	const host = domainToASCII(typed.toLowerCase());
	const labels = host.split('.');
	if (labels.length < 2 || host.length > 253 || !labels.every((label) => LABEL.test(label))) return undefined;
	return /^\d+$/.test(labels.at(-1)!) ? undefined : host;
}
