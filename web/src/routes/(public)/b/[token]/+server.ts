import { createShowLetter, type ShowLetter } from '#domain/behind-mails/browser-view.ts';
import { getServices } from '#lib/server/services.ts';
import type { RequestHandler } from './$types';

/** A letter holds pictures and styles of its own; what else an author might bring in does not run. */
const LETTER_POLICY =
	"default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const HEADERS = {
	'cache-control': 'no-store',
	'content-security-policy': LETTER_POLICY,
	// Its address opens it: no page that it leads to is to learn it.
	'referrer-policy': 'no-referrer',
	'x-robots-tag': 'noindex',
};

let showLetter: ShowLetter | undefined;

/** *Voir dans le navigateur*: the letter as its reader got it, without session, script, cookie or measuring. */
export const GET: RequestHandler = async ({ params, fetch }) => {
	const { database, unsubscribeKeys, config } = getServices();
	showLetter ??= createShowLetter(database, unsubscribeKeys, config.publicUrl);
	const view = await showLetter(params.token);
	// The other page behind a mail says it in the looks of the house; no ticket of ours reads like this.
	if (!view) return fetch('/u/unknown');
	return new Response(view.html, { headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' } });
};
