import {
	ConfidentialClientApplication,
	type AuthenticationResult,
	type INetworkModule,
} from '@azure/msal-node';
import type { AskLimits } from '#platform/network/ask-guarded.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { openConversation, type Conversation } from '../conversation.ts';
import { addressOf, idTokenClaims } from '../id-token-claims.ts';
import { isVisible } from '../read-return.ts';
import type { Access, Refused, Resource, Unavailable } from '../sign-in-answer.ts';
import type { SignInProvider } from '../sign-in-provider.ts';
import type { MicrosoftSettings } from '../sign-in-settings.ts';
import { MICROSOFT, microsoftPages } from './microsoft-pages.ts';
import { SCOPES } from './microsoft-scopes.ts';
import { isRefusal, refusalOf, type MicrosoftSaid } from './permanent-errors.ts';

/** The library counts in whole seconds, up or down. */
const WHOLE_SECOND = 1_000;

type Asked =
	| { readonly kind: 'answered'; readonly result: AuthenticationResult; readonly access: Access }
	| Refused
	| Unavailable;

/**
 * Signing in at Microsoft: the grant is the library's serialised cache, which holds the refresh token (replaced at each
 * renewal) and an access token for each resource.
 */
export function microsoftSignIn(
	settings: MicrosoftSettings,
	policy: NetworkPolicy,
	limits: AskLimits,
): SignInProvider {
	/** One application and one cache a question, so that no account ever stands beside another. */
	async function ask(
		grant: string | undefined,
		work: (application: ConfidentialClientApplication) => Promise<AuthenticationResult | null>,
	): Promise<Asked> {
		const conversation = openConversation(policy, limits, {
			isRefusal: (said) => isRefusal(saidOf(said)),
			refusalOf: (said) => refusalOf(saidOf(said)),
		});
		const application = applicationOf(settings, conversation);
		try {
			const cache = application.getTokenCache();
			if (grant !== undefined) cache.deserialize(grant);
			const result = await work(application);
			if (result && isVisible(result.accessToken)) {
				const { accessToken, expiresOn } = result;
				const holds = Math.max(0, (expiresOn?.getTime() ?? 0) - Date.now() - WHOLE_SECOND);
				return { kind: 'answered', result, access: { accessToken, holds, grant: cache.serialize() } };
			}
		} catch {
			// What went wrong is read from the conversation: the library's errors carry the provider's words.
		}
		return conversation.outcome();
	}

	return {
		...microsoftPages(settings),
		async redeem({ code, verifier, redirectUri }) {
			const found = await ask(undefined, (application) =>
				application.acquireTokenByCode({
					code,
					codeVerifier: verifier,
					redirectUri,
					// One resource a token; one for whatever else was consented to is asked for with the grant.
					scopes: [...SCOPES.mail],
				}),
			);
			if (found.kind !== 'answered') return found;
			const { idToken, scopes } = found.result;
			const claims = idTokenClaims(idToken, settings.clientId);
			const address = addressOf(claims?.['preferred_username'], claims?.['email'], claims?.['upn']);
			if (address === undefined) return { kind: 'unavailable', code: 'answer-unreadable' };
			return {
				kind: 'granted',
				...found.access,
				account: { address, tenant: typeof claims?.['tid'] === 'string' ? claims['tid'] : undefined },
				missing: missingOf('mail', scopes),
			};
		},
		async renew(grant, resource) {
			const found = await ask(grant, async (application) => {
				const [account] = await application.getTokenCache().getAllAccounts();
				if (!account) return null;
				const scopes = [...SCOPES[resource]];
				return application.acquireTokenSilent({ account, scopes, forceRefresh: true });
			});
			if (found.kind !== 'answered') return found;
			return { kind: 'granted', ...found.access, missing: missingOf(resource, found.result.scopes) };
		},
	};
}

/** Scopes of a resource that were asked for and not granted. Those of Graph are answered with its address or without. */
function missingOf(resource: Resource, granted: readonly string[]): string[] {
	const nameOf = (scope: string) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
	const given = new Set(granted.map(nameOf));
	return SCOPES[resource].filter((scope) => !given.has(nameOf(scope)));
}

function applicationOf(
	{ clientId, clientSecret, tenant, standIn }: MicrosoftSettings,
	conversation: Conversation,
): ConfidentialClientApplication {
	const authority = `${MICROSOFT}/${tenant}`;
	const tokens = `${standIn?.tokens ?? MICROSOFT}/${tenant}`;
	return new ConfidentialClientApplication({
		auth: {
			clientId,
			clientSecret,
			authority,
			// Known beforehand, so that nothing is looked up over the network.
			authorityMetadata: JSON.stringify({
				issuer: `${authority}/v2.0`,
				authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
				token_endpoint: `${tokens}/oauth2/v2.0/token`,
				end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
				jwks_uri: `${authority}/discovery/v2.0/keys`,
			}),
		},
		system: { networkClient: networkOf(conversation) },
	});
}

/** The library's network, over the guard. */
function networkOf(conversation: Conversation): INetworkModule {
	const asked = async <Body>(
		url: string,
		method: 'GET' | 'POST',
		options: { readonly headers?: Record<string, string>; readonly body?: string } = {},
	) => {
		const { status, headers, body } = await conversation.ask({ url, method, ...options });
		const flat = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
		return { status, headers: Object.fromEntries(flat), body: JSON.parse(body) as Body };
	};
	return {
		sendGetRequestAsync: (url, options) => asked(url, 'GET', options),
		sendPostRequestAsync: (url, options) => asked(url, 'POST', options),
	};
}

const saidOf = (said: Readonly<Record<string, unknown>>): MicrosoftSaid => ({
	error: said['error'],
	suberror: said['suberror'],
	numbers: said['error_codes'],
	description: said['error_description'],
});
