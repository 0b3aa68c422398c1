import { error } from '@sveltejs/kit';
import { purposeOfPage } from '#domain/connections/purpose-of-page.ts';
import { readConsentPage } from '#domain/connections/administrator-consent.ts';
import { Refusal } from '#platform/refusal.ts';
import { SIGN_IN_RETURN_PATH } from '#platform/world/stand-in-client.ts';
import { getServices } from '#lib/server/services.ts';
import { refusalSentence } from '#texts/refusals.ts';
import type { PageServerLoad } from './$types';

/** Opened by an administrator who has no account, anywhere: it needs no script. */
export const csr = false;

/** Says who asks and for what, and where the consent is given; opening it changes nothing, however often. */
export const load: PageServerLoad = async ({ params: { token }, locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex', 'referrer-policy': 'no-referrer' });
	const { database, signInPages, config } = getServices();
	const page = await readConsentPage(database, token).catch((thrown: unknown) => {
		if (!(thrown instanceof Refusal)) throw thrown;
		error(404, { message: refusalSentence(thrown.code, {}, locals.language) });
	});
	const address = signInPages.get(page.vendor)?.adminConsentUrl?.({
		...{ state: token, purpose: purposeOfPage(page), tenant: page.domain },
		redirectUri: `${config.publicUrl}${SIGN_IN_RETURN_PATH}`,
	});
	if (!address) error(503, { message: refusalSentence('vendor-not-registered', {}, locals.language) });
	return { ...page, address };
};
