/** Where a link of a letter leads. */
export type LinkTarget =
	/** An address of the web; tracked unless the link says otherwise. */
	| { readonly kind: 'web'; readonly url: string }
	/** Leaves as it is: a mail address, a telephone, a place in the mail. */
	| { readonly kind: 'plain'; readonly url: string }
	/** A link that the product makes for each recipient. */
	| { readonly kind: 'own'; readonly slot: 'unsubscribe' };

const OWN = /^\{\{\s*lien_desinscription\s*\}\}$/;
/** Looks like an address of the web to whoever reads it. */
const VISIBLE_URL = /^(?:https?:\/\/\S+|(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#]\S*)?)$/iu;

/**
 * Reads an address as somebody typed or pasted it. Query and fragment stay; `&amp;`, as a page's source shows it, is read
 * as the `&` that it stands for.
 *
 * @returns undefined for what no mail may link to: another scheme (`javascript:`, `data:`), a relative address, one with a
 * user name before its host (it shows another host than it leads to).
 */
export function linkTarget(href: string): LinkTarget | undefined {
	const typed = href.trim();
	if (OWN.test(typed)) return { kind: 'own', slot: 'unsubscribe' };
	if (typed.startsWith('#')) return { kind: 'plain', url: encodeURI(typed.replaceAll('%', '')) };
	if (/[{}]/.test(typed)) return undefined;
	const url = URL.parse(typed.replaceAll('&amp;', '&'));
	if (!url || url.username || url.password) return undefined;
	if (url.protocol === 'mailto:' || url.protocol === 'tel:') return { kind: 'plain', url: url.href };
	if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
	return { kind: 'web', url: url.href };
}

/** True for words that are an address of the web themselves: sent elsewhere to be counted, they would look like a fraud. */
export function isVisibleUrl(words: string): boolean {
	return VISIBLE_URL.test(words.trim());
}
