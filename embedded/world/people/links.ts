import type { ReadMail } from '../letters/read-mail.ts';

/** The addresses that a mail names, in its order, each once. */
export interface MailLinks {
	readonly images: readonly string[];
	/** Without those that lead to the objection page. */
	readonly links: readonly string[];
	/** The page behind the objection line, or the one of List-Unsubscribe. */
	readonly objection: string | undefined;
	/** The address of List-Unsubscribe, where the mail takes one click (RFC 8058). */
	readonly oneClick: string | undefined;
}

const WEB_ADDRESS = /https?:\/\/[^\s<>"'»)\]]+/g;
/** The objection line that the product adds (docs/demonstration-world/sequences.md), and an ordinary unsubscribe line. */
const OBJECTION_WORDS = /ne plus recevoir|désinscri|unsubscribe|no longer receive|no more messages/i;

/** Finds what a mail asks its reader to load, follow and object with. */
export function linksOf(mail: ReadMail): MailLinks {
	const html = mail.html ?? '';
	const valueOf = (field: string) => mail.headers.find(({ name }) => name === field)?.value;
	const header = valueOf('list-unsubscribe')?.match(WEB_ADDRESS)?.[0];
	const takesOneClick = /^List-Unsubscribe=One-Click$/i.test(valueOf('list-unsubscribe-post') ?? '');
	const objectionLines = mail.text.split('\n').filter((line) => OBJECTION_WORDS.test(line));
	const inObjectionLines = objectionLines.flatMap((line) => line.match(WEB_ADDRESS) ?? []);
	const objections = new Set([...inObjectionLines, ...(header ? [header] : [])].map(withoutFullStop));
	const anchors = [...html.matchAll(/<a\b[^>]*\bhref\s*=\s*["']([^"']+)["']/gi)].map((match) =>
		plain(match[1]!),
	);
	const all = [...anchors, ...(mail.text.match(WEB_ADDRESS) ?? []).map(withoutFullStop)];
	return {
		images: unique(
			[...html.matchAll(/<img\b[^>]*\bsrc\s*=\s*["']([^"']+)["']/gi)].map((match) => plain(match[1]!)),
		),
		links: unique(all.filter((link) => /^https?:/.test(link) && !objections.has(link))),
		objection: objections.values().next().value,
		oneClick: takesOneClick ? header : undefined,
	};
}

const withoutFullStop = (link: string) => link.replace(/(?<![.,;])[.,;]+$/, '');
const plain = (attribute: string) => attribute.replace(/&amp;/g, '&');
const unique = (links: string[]) => [...new Set(links)];
