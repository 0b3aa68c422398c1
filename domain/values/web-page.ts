import { normaliseDomain } from './mail-address.ts';
import { typed } from './typed.ts';

/** Longest address of a page that is kept. */
const LONGEST = 300;

/** The address of a page on the web, https where no scheme was typed; null where the field is empty. */
export const webPageField = typed(readOptional(readWebPage), 'web-page').nullable();

/** The address of a person's or company's page at LinkedIn (5.7-20), the same however it was pasted. */
export const linkedinField = typed(readOptional(readLinkedin), 'linkedin').nullable();

/** @returns undefined for anything that is no page that a browser opens over http or https. */
export function readWebPage(typedAddress: string): string | undefined {
	const parsed = parsePage(typedAddress);
	if (!parsed) return undefined;
	const bare = parsed.pathname === '/' && !parsed.search && !parsed.hash;
	return within(bare ? parsed.origin : parsed.href);
}

/** @returns undefined for anything that is no page of linkedin.com. */
export function readLinkedin(typedAddress: string): string | undefined {
	const parsed = parsePage(typedAddress);
	if (!parsed || !/(^|\.)linkedin\.com$/.test(parsed.hostname)) return undefined;
	const path = parsed.pathname.replace(/(?<!\/)\/+$/, '');
	// What follows the path says who looked, and from where; countries are one site with one set of pages.
	return path === '' ? undefined : within(`https://www.linkedin.com${path}`);
}

function parsePage(typedAddress: string): URL | undefined {
	const scheme = /^([a-z][a-z\d+.-]*):(?!\d)/i.exec(typedAddress)?.[1];
	if (scheme && !/^https?$/i.test(scheme)) return undefined;
	let parsed: URL;
	try {
		parsed = new URL(scheme ? typedAddress : `https://${typedAddress}`);
	} catch {
		return undefined;
	}
	const isPage = /^https?:$/.test(parsed.protocol) && !parsed.username && !parsed.password;
	return isPage && normaliseDomain(parsed.hostname) ? parsed : undefined;
}

const within = (address: string) => (address.length <= LONGEST ? address : undefined);

function readOptional(read: (typedAddress: string) => string | undefined) {
	return (typedAddress: string) => (typedAddress === '' ? null : read(typedAddress));
}
