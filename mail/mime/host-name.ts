import { domainToASCII } from 'node:url';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads a host name strictly: at least two labels, in lower case and as A-labels. An address of the network, a line break
 * and whatever else a name may not have is none.
 */
export function hostName(typed: string): string | undefined {
	// domainToASCII reads a host out of a URL: it drops line breaks and stops at a slash.
	if (/[^\p{L}\p{M}\p{N}.-]/u.test(typed)) return undefined;
	const host = domainToASCII(typed);
	const labels = host.split('.');
	if (labels.length < 2 || host.length > 253 || !labels.every((label) => LABEL.test(label))) return undefined;
	return /^\d+$/.test(labels.at(-1)!) ? undefined : host;
}
