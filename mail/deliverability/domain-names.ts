import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';

const LABEL = /^[\x21-\x2d\x2f-\x7e]{1,63}$/;
const HOST_LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * A domain as it is asked for and compared: lower case, A-labels, no dot at its end.
 *
 * @returns undefined for what is no domain of at least two labels.
 */
export function domainOf(text: string): string | undefined {
	// domainToASCII reads a host out of a URL: it drops line breaks and stops at a slash.
	if (text.length > 1_000 || /[\s/\\:@?#<>%[\]]/.test(text)) return undefined;
	const ascii = domainToASCII(text.replace(/\.$/, '').toLowerCase());
	const labels = ascii.split('.');
	const isDomain =
		ascii.length <= 253 && labels.length > 1 && labels.every((label) => HOST_LABEL.test(label));
	return isDomain && !/^\d+$/.test(labels.at(-1)!) ? ascii : undefined;
}

/** Whether a name of a record can be asked for at all (RFC 1035, 2.3.4): what cannot has no records. */
export function isAskable(name: string): boolean {
	return name.length > 0 && name.length <= 253 && name.split('.').every((label) => LABEL.test(label));
}

/** The domain that somebody registered, such as `cadrelune.example` of `news.cadrelune.example` (RFC 9989, 4.10); else itself. */
export function organisationOf(domain: string): string {
	return getDomain(domain, { allowPrivateDomains: true }) ?? domain;
}

/** Whether one domain vouches for another: the same one where the policy is strict, the same organisation else. */
export function isAligned(domain: string, other: string, isStrict = false): boolean {
	return isStrict ? domain === other : organisationOf(domain) === organisationOf(other);
}

/** Whether a host is one of a domain or below it. */
export function isWithin(host: string, domain: string): boolean {
	return host === domain || host.endsWith(`.${domain}`);
}
