import render from 'dom-serializer';
import type { Element } from 'domhandler';
import { findAll, textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';

/** By what links of a mail are rewritten. */
export interface LinkTracking {
	/** Domains to which links leave as they are, with all below them. */
	readonly excludedDomains: readonly string[];
	/** Addresses of our own under which nothing is rewritten: unsubscribing is never tracked. */
	readonly ownAddresses: readonly string[];
	/** The address that stands for the link of this number. */
	addressOf(number: number): string;
}

/** Where a number of a mail leads. */
export interface TrackedTarget {
	readonly number: number;
	readonly url: string;
}

/** The largest number that a ticket can name. */
const MOST_LINKS = 65_535;

/**
 * Rewrites the links of a mail, in the document and not in its text. What leads elsewhere than to a web page stays, and so do
 * anchors, our own pages, excluded domains, and a link whose words are an address: a reader who sees one and comes to another
 * would take it for a fraud. What a link leads to is kept whole, query and fragment, as its reader would have come there.
 */
export function trackLinks(
	html: string,
	tracking: LinkTracking,
): { readonly html: string; readonly links: readonly TrackedTarget[] } {
	const document = parseDocument(html, { decodeEntities: true });
	const links: TrackedTarget[] = [];
	for (const element of findAll((one) => one.name === 'a' || one.name === 'area', document.children)) {
		const url = targetOf(element, tracking);
		if (!url || links.length >= MOST_LINKS) continue;
		const number = links.length + 1;
		links.push({ number, url });
		element.attribs.href = tracking.addressOf(number);
	}
	if (links.length === 0) return { html, links };
	return { html: render(document, { encodeEntities: 'utf8' }), links };
}

/** The target that is tracked; undefined where the link stays as it is. */
function targetOf(element: Element, { excludedDomains, ownAddresses }: LinkTracking): string | undefined {
	const href = element.attribs.href?.trim() ?? '';
	if (!/^https?:\/\//i.test(href) || !URL.canParse(href)) return undefined;
	const { hostname, href: target, username } = new URL(href);
	if (username || saysAnAddress(textContent(element))) return undefined;
	if (ownAddresses.some((own) => target.startsWith(`${own.replace(/\/$/, '')}/`))) return undefined;
	const host = hostname.replace(/\.$/, '');
	return excludedDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))
		? undefined
		: target;
}

/** Words that read as the address of a page: `https://…`, `www.atelier.example`, `atelier.example/visite`. */
function saysAnAddress(words: string): boolean {
	const said = words.trim();
	return /^(https?:\/\/|www\.)\S+$/i.test(said) || /^([a-z0-9-]+\.)+[a-z]{2,}(\/\S*)?$/i.test(said);
}

/** A picture of one dot at the end of a mail, which nothing announces to whoever hears the mail read. */
export function withPixel(html: string, address: string): string {
	return `${html}<img src="${address}" width="1" height="1" alt="" style="display:block;border:0">`;
}
