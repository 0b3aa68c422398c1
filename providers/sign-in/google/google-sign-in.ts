import { gaxios, OAuth2Client, type Credentials } from 'google-auth-library';
import type { AskLimits } from '#platform/network/ask-guarded.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { openConversation, type Conversation } from '../conversation.ts';
import { addressOf, idTokenClaims } from '../id-token-claims.ts';
import { isVisible } from '../read-return.ts';
import type { Access, Refused, Unavailable } from '../sign-in-answer.ts';
import type { SignInProvider } from '../sign-in-provider.ts';
import type { ClientSettings } from '../sign-in-settings.ts';
import { googlePages } from './google-pages.ts';
import { MAIL_SCOPE } from './google-scopes.ts';
import { isRefusal, refusalOf } from './permanent-errors.ts';

const GOOGLE_TOKENS = 'https://oauth2.googleapis.com';

/** RFC 6749 5.1 recommends `expires_in`; where it is missing the token is taken to hold for so long, in milliseconds. */
const HOLDS_WITHOUT_WORD = 300_000;

/** Signing in at Google: the grant is its refresh token, which it replaces seldom. */
export function googleSignIn(
	settings: ClientSettings,
	policy: NetworkPolicy,
	limits: AskLimits,
): SignInProvider {
	const tokens = settings.standIn?.tokens ?? GOOGLE_TOKENS;

	function converse() {
		const conversation = openConversation(policy, limits, {
			isRefusal: (said) => isRefusal({ error: said['error'] }),
			refusalOf: (said) => refusalOf({ error: said['error'], subtype: said['error_subtype'] }),
		});
		const client = new OAuth2Client({
			clientId: settings.clientId,
			clientSecret: settings.clientSecret,
			endpoints: { oauth2TokenUrl: `${tokens}/token`, oauth2RevokeUrl: `${tokens}/revoke` },
			transporter: transporterOf(conversation),
			// With it the library would write answers to its log where an environment variable asks for that.
			useAuthRequestParameters: false,
		});
		return { conversation, client };
	}

	return {
		...googlePages(settings),
		async redeem({ code, verifier, redirectUri }) {
			const { conversation, client } = converse();
			const asked = performance.now();
			const answer = await client
				.getToken({ code, codeVerifier: verifier, redirect_uri: redirectUri })
				.catch(() => undefined);
			if (!answer) return conversation.outcome();
			const { refresh_token: grant, id_token: idToken, scope } = answer.tokens;
			const claims = idTokenClaims(idToken, settings.clientId);
			const address = claims?.['email_verified'] === false ? undefined : addressOf(claims?.['email']);
			// Without it the mailbox would be lost with its first access token.
			if (typeof grant !== 'string' || !isVisible(grant)) return WITHOUT_GRANT;
			const access = accessOf(answer.tokens, grant, asked);
			if (!access || address === undefined) return UNREADABLE;
			const granted = (scope ?? '').split(' ');
			return {
				kind: 'granted',
				...access,
				account: { address, tenant: typeof claims?.['hd'] === 'string' ? claims['hd'] : undefined },
				missing: granted.includes(MAIL_SCOPE) ? [] : [MAIL_SCOPE],
			};
		},
		async renew(grant, resource) {
			if (resource !== 'mail') return WITHOUT_RESOURCE;
			const { conversation, client } = converse();
			client.setCredentials({ refresh_token: grant });
			// The library puts the old refresh token in the place of a new one; this event has the new one.
			let next: unknown;
			client.on('tokens', ({ refresh_token }) => (next = refresh_token));
			const asked = performance.now();
			const answer = await client.refreshAccessToken().catch(() => undefined);
			if (!answer) return conversation.outcome();
			const kept = typeof next === 'string' && isVisible(next) ? next : grant;
			const access = accessOf(answer.credentials, kept, asked);
			return access ? { kind: 'granted', missing: [], ...access } : UNREADABLE;
		},
		async revoke(grant) {
			const { conversation, client } = converse();
			const isRevoked = await client.revokeToken(grant).then(
				() => true,
				() => false,
			);
			// One that was over before is what was wanted.
			return isRevoked || conversation.wasSaid('invalid_token') ? 'revoked' : 'unavailable';
		},
	};
}

const UNREADABLE: Unavailable = { kind: 'unavailable', code: 'answer-unreadable' };
const WITHOUT_RESOURCE: Refused = {
	kind: 'refused',
	fault: 'registration-wrong',
	isPermanent: false,
	code: 'no-such-resource',
};
const WITHOUT_GRANT: Refused = {
	kind: 'refused',
	fault: 'grant-expired',
	isPermanent: true,
	code: 'no-refresh-token',
};

function accessOf(
	{ access_token: accessToken, expiry_date: until }: Credentials,
	grant: string,
	asked: number,
): Access | undefined {
	if (typeof accessToken !== 'string' || !isVisible(accessToken)) return undefined;
	const holds = Number(until) - Date.now() - (performance.now() - asked);
	return { accessToken, grant, holds: Number.isFinite(holds) && holds > 0 ? holds : HOLDS_WITHOUT_WORD };
}

/** Gaxios over the guard: its own network is never used, and nothing is asked twice. */
function transporterOf(conversation: Conversation): gaxios.Gaxios {
	const transporter = new gaxios.Gaxios({
		async fetchImplementation(url, init = {}) {
			const answer = await conversation.ask({
				url: String(url),
				method: init.method === 'POST' ? 'POST' : 'GET',
				headers: Object.fromEntries(new Headers(init.headers)),
				body: init.body == null ? undefined : String(init.body),
			});
			const headers = { 'content-type': answer.headers['content-type'] ?? 'application/json' };
			return new Response(answer.body || null, { status: answer.status, headers });
		},
	});
	transporter.interceptors.request.add({
		resolved: (config) => Promise.resolve({ ...config, retry: false, retryConfig: undefined }),
	});
	return transporter;
}
