import { subscriptionOfToken } from '#domain/accounts/link-token.ts';
import { returnFromProvider } from '#domain/connections/return-from-provider.ts';
import { returnOfAdministrator } from '#domain/connections/administrator-consent.ts';
import type { VisitReturn } from '#domain/connections/sign-in-visit.ts';
import type { SignInPages } from '#providers/sign-in/sign-in-pages.ts';
import type { Services } from './services.ts';
import type { Viewer } from './viewer.ts';

/** Where somebody who came back from a provider's page is sent on to. */
export type SentOn =
	| '/profile/mailbox'
	| `/settings/mailboxes/connect/${string}`
	| '/consent/thanks'
	| '/consent/declined'
	| '/sign-in?to=%2Fprofile%2Fmailbox';

/**
 * Takes what a provider sent somebody back with: an administrator, who needs no account, or the very person and session that
 * went there. Anything else changes nothing.
 *
 * @throws {Refusal} visit-unknown.
 */
export async function returnFromPage(
	{ database, envelopes, signInPages }: Services,
	viewer: Viewer | null,
	query: URLSearchParams,
): Promise<SentOn> {
	const state = query.get('state') ?? '';
	// Only a state of an administrator names its subscription.
	if (subscriptionOfToken(state)) {
		const { kind } = signInPages.get('microsoft')?.readReturn(query) ?? {};
		const hasConsented = kind === 'administrator-consented';
		const isAnswer = hasConsented || kind === 'refused';
		if (isAnswer && (await returnOfAdministrator(database, state, hasConsented)))
			return hasConsented ? '/consent/thanks' : '/consent/declined';
	}
	if (viewer?.kind !== 'user') return '/sign-in?to=%2Fprofile%2Fmailbox';
	const { subscriptionId, userId, licence, sessionId } = viewer;
	const actor = { subscriptionId, userId, licence };
	const read = (vendor: string) => readReturn(signInPages.get(vendor), query);
	const { connectionId, isShared } = await database.inSubscription(subscriptionId, (tx) =>
		returnFromProvider(tx, envelopes, actor, { sessionId, state, read }),
	);
	return isShared ? `/settings/mailboxes/connect/${connectionId}` : '/profile/mailbox';
}

function readReturn(pages: SignInPages | undefined, query: URLSearchParams): VisitReturn | undefined {
	const returned = pages?.readReturn(query);
	return returned?.kind === 'code' || returned?.kind === 'refused' ? returned : undefined;
}
