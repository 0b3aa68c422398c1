import { createShowLetter, type ShowLetter } from '#domain/behind-mails/browser-view.ts';
import { getServices } from '#lib/server/services.ts';
import { m } from '#texts/generated/messages.js';
import { preferredLanguage } from '#texts/language.ts';
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
export const GET: RequestHandler = async ({ params, request }) => {
	const { database, unsubscribeKeys, config } = getServices();
	showLetter ??= createShowLetter(database, unsubscribeKeys, config.publicUrl);
	const view = await showLetter(params.token);
	if (!view) {
		const locale = preferredLanguage(request.headers.get('accept-language'));
		return new Response(m.unsubscribe_unknown({}, { locale }), {
			status: 404,
			headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' },
		});
	}
	return new Response(view.html, { headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' } });
};
