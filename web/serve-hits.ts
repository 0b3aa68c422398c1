/**
 * Links and pixels of mails (docs/design/tracking.md): answered before SvelteKit, without session, cookie or page. A ticket is
 * verified without the database, so that guessing costs us nothing; what is kept is durable before the answer.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFindTicket } from '#domain/tracking/hits/find-ticket.ts';
import { LONGEST_USER_AGENT, type NewHit } from '#domain/tracking/hits/hit.ts';
import { HitNotKept, openHitBook } from '#domain/tracking/hits/hit-book.ts';
import { networkOf } from '#domain/tracking/hits/network-of.ts';
import { PIXEL_SUFFIX } from '#domain/tracking/tickets/ticket-paths.ts';
import type { Database } from '#platform/database/database.ts';
import type { KeyRing } from '#platform/secrets/key-ring.ts';
import { m } from '#texts/generated/messages.js';
import { preferredLanguage } from '#texts/language.ts';

/** A transparent picture of one dot: 43 bytes. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');
const NEVER_KEPT = {
	'cache-control': 'no-cache, no-store, must-revalidate',
	pragma: 'no-cache',
	expires: '0',
	'x-robots-tag': 'noindex',
};
/** Seconds after which whoever was not answered may come again. */
const COME_AGAIN = 5;

/** Answers a request for a link or a pixel of a mail; false for any other. */
export type ServeHits = (request: IncomingMessage, response: ServerResponse, address: string) => boolean;

/** @param ring the keys that signed the tickets. */
export function serveHits(database: Database, ring: KeyRing): ServeHits {
	const findTicket = createFindTicket(database, ring);
	const book = openHitBook(database);

	/** Where the ticket leads, once that was written down; undefined for what is none of ours. */
	async function follow(use: 'link' | 'pixel', ticket: string, asked: Asked): Promise<string | undefined> {
		const found = await findTicket(use, ticket);
		if (!found) return undefined;
		const { subscriptionId, mail, link } = found;
		return book.keep(subscriptionId, { ...asked, mail, link: use === 'link' ? link : undefined });
	}

	async function answerLink(
		asked: Asked,
		ticket: string,
		request: IncomingMessage,
		response: ServerResponse,
	) {
		const target = await follow('link', ticket, asked);
		if (target && isWebAddress(target)) response.writeHead(307, { ...NEVER_KEPT, location: target }).end();
		else {
			const locale = preferredLanguage(request.headers['accept-language'] ?? null);
			sayIn(response, 404, m.unsubscribe_unknown({}, { locale }));
		}
	}

	/** The picture is shown whatever becomes of the hit: a broken one would be seen in the mail. */
	async function answerPixel(asked: Asked, ticket: string, response: ServerResponse) {
		await follow('pixel', ticket, asked).catch(() => {});
		const headers = { ...NEVER_KEPT, 'content-type': 'image/gif', 'content-length': PIXEL.length };
		response.writeHead(200, headers).end(PIXEL);
	}

	return (request, response, address) => {
		const [, use, ticket] = /^\/(l|o)\/([^/?#]+)(?:[?#]|$)/.exec(request.url ?? '') ?? [];
		if (!use || !ticket) return false;
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.writeHead(405, { allow: 'GET, HEAD' }).end();
			return true;
		}
		const asked = askedBy(request, address);
		if (use === 'o') void answerPixel(asked, ticket.replace(PIXEL_SUFFIX, ''), response);
		else
			answerLink(asked, ticket, request, response).catch((error: unknown) => {
				// Our own trouble, not the link's: whoever comes again is led on.
				const status = error instanceof HitNotKept ? 503 : 500;
				response.writeHead(status, { ...NEVER_KEPT, 'retry-after': String(COME_AGAIN) }).end();
			});
		return true;
	};
}

type Asked = Omit<NewHit, 'mail' | 'link'>;

function askedBy({ method, headers }: IncomingMessage, address: string): Asked {
	const purposes = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'].flatMap((name) => headers[name] ?? []);
	return {
		method: method!,
		network: networkOf(address),
		userAgent: storable(headers['user-agent']),
		purpose: storable(purposes.join(', ')),
	};
}

/** What PostgreSQL can keep of a header; null for an empty one. */
function storable(value: string | undefined): string | null {
	return value?.replaceAll('\0', '').slice(0, LONGEST_USER_AGENT) || null;
}

function isWebAddress(target: string): boolean {
	return URL.canParse(target) && ['http:', 'https:'].includes(new URL(target).protocol);
}

function sayIn(response: ServerResponse, status: number, sentence: string): void {
	response.writeHead(status, { ...NEVER_KEPT, 'content-type': 'text/plain; charset=utf-8' }).end(sentence);
}
