import { error } from '@sveltejs/kit';
import { readUnsubscribePage, subscribeAgain, unsubscribe } from '#domain/suppressions/unsubscribe.ts';
import { getServices } from '#lib/server/services.ts';
import { m } from '#texts/generated/messages.js';
import { refusalSentence } from '#texts/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opened from a mail, by anybody, anywhere: it needs no script. */
export const csr = false;

/** Shows what the link is about and changes nothing, however often a scanner opens it (5.2-14). */
export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	const { database, unsubscribeKeys } = getServices();
	const page = (await readUnsubscribePage(database, unsubscribeKeys, params.token)) ?? error(404, unknown());
	// Who reads the mail reads its page: the browser may belong to somebody else.
	locals.language = page.language ?? locals.language;
	return page;
};

export const actions: Actions = {
	/**
	 * A button of the page, or a mail program's one click (RFC 8058), which objects whatever else its form says: no cookie, no
	 * sign-in; repeating it changes nothing.
	 */
	default: async ({ request, params, locals }) => {
		const form = await request.formData().catch(() => new FormData());
		const isOneClick = form.get('List-Unsubscribe') === 'One-Click';
		const choice = form.get('confirm');
		const { database, envelopes, unsubscribeKeys } = getServices();
		if (!isOneClick && choice === 'again') {
			const page = await subscribeAgain(database, unsubscribeKeys, params.token);
			return page ? { again: true } : error(404, unknown());
		}
		if (!isOneClick && choice !== 'yes') {
			error(400, { message: refusalSentence('input', {}, locals.language) });
		}
		const cause = isOneClick ? 'one-click' : 'link';
		const page = await unsubscribe(database, envelopes, unsubscribeKeys, params.token, cause);
		return page ? { again: false } : error(404, unknown());
	},
};

const unknown = () => ({ message: m.unsubscribe_unknown() });
