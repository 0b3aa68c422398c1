import { error } from '@sveltejs/kit';
import { refuseMeasuring, subscribeAgain, unsubscribe } from '#domain/behind-mails/acts-of-page.ts';
import { readMailPage } from '#domain/behind-mails/mail-page.ts';
import { getServices } from '#lib/server/services.ts';
import { m } from '#texts/generated/messages.js';
import { isLanguage } from '#texts/language.ts';
import { refusalSentence } from '#texts/refusals.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opened from a mail, by anybody, anywhere: it needs no script. */
export const csr = false;

/** Shows what the link is about and changes nothing, however often a scanner opens it (5.2-14). */
export const load: PageServerLoad = async ({ params, locals, setHeaders, url }) => {
	setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	const { database, unsubscribeKeys } = getServices();
	const page = (await readMailPage(database, unsubscribeKeys, params.token)) ?? error(404, unknown());
	// Who reads the mail reads its page: the browser may belong to somebody else.
	const chosen = url.searchParams.get('lang') ?? '';
	locals.language = isLanguage(chosen) ? chosen : (page.language ?? locals.language);
	return { ...page, language: locals.language };
};

export const actions: Actions = {
	/**
	 * A button of the page, or a mail program's one click (RFC 8058), which unsubscribes whatever else its form says: no cookie, no
	 * sign-in; repeating it changes nothing.
	 */
	default: async ({ request, params, locals }) => {
		const form = await request.formData().catch(() => new FormData());
		const isOneClick = form.get('List-Unsubscribe') === 'One-Click';
		const act = isOneClick ? 'one-click' : form.get('confirm');
		const { database, envelopes, unsubscribeKeys: ring } = getServices();
		const { token } = params;
		const leave = (cause: 'link' | 'one-click', scope: 'newsletter' | 'everything') =>
			unsubscribe(database, envelopes, ring, token, { cause, scope });
		const scope = form.get('scope') === 'everything' ? 'everything' : 'newsletter';
		const acts: Record<string, () => ReturnType<typeof leave>> = {
			'one-click': () => leave('one-click', 'newsletter'),
			yes: () => leave('link', scope),
			everything: () => leave('link', 'everything'),
			again: () => subscribeAgain(database, ring, token),
			measuring: () => refuseMeasuring(database, ring, token),
		};
		const chosen = typeof act === 'string' && Object.hasOwn(acts, act) ? acts[act] : undefined;
		if (!chosen) error(400, { message: refusalSentence('input', {}, locals.language) });
		const page = (await chosen()) ?? error(404, unknown());
		return { act: act as string, isUnderWay: page.isUnderWay };
	},
};

const unknown = () => ({ message: m.unsubscribe_unknown() });
