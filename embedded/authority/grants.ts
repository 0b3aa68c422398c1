import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { AuthorityAccount, Trouble, Vendor } from './account.ts';
import type { AuthorityStore, KeptGrant } from './authority-store.ts';
import { isOneResource, resourceScopes, scopeFor, scopesOf } from './scopes.ts';

/** An application as the stand-ins know it: its registration. */
export interface RegisteredClient {
	readonly id: string;
	readonly secret: string;
	readonly redirectUris: readonly string[];
}

/** Why a token is not given; each vendor has its words for it. */
export type TokenFault =
	| Trouble
	| 'client-unknown'
	| 'client-secret-wrong'
	| 'code-used'
	| 'code-unknown'
	| 'redirect-wrong'
	| 'verifier-wrong'
	| 'grant-over'
	| 'consent-missing'
	| 'scopes-mixed'
	| 'grant-type-unknown'
	| 'down';

export type TokenAnswer =
	| { readonly kind: 'fault'; readonly fault: TokenFault }
	| {
			readonly kind: 'tokens';
			readonly account: AuthorityAccount;
			readonly scopes: readonly string[];
			readonly accessToken: string;
			/** Milliseconds. */
			readonly holds: number;
			/** Undefined: the one that was used stays the only one. */
			readonly refreshToken: string | undefined;
	  };

/** What a person agreed to at a page. */
export interface Agreement {
	readonly account: AuthorityAccount;
	readonly scopes: readonly string[];
	readonly redirectUri: string;
	readonly challenge: string;
	readonly passedSecondFactor: boolean;
}

/** Codes and tokens. */
export interface Grants {
	/** The code that the person goes back with. */
	agree(agreement: Agreement): string;
	/** Answers the form of a token endpoint (RFC 6749, 4.1.3 and 6), after the time that the account takes. */
	answer(vendor: Vendor, form: URLSearchParams): Promise<TokenAnswer>;
	/** Who may enter by this access token; undefined: nobody. */
	holderOf(token: string, protocol?: 'imap' | 'smtp'): AuthorityAccount | undefined;
	/** What an access token is good for; empty: for nothing. */
	scopesOf(token: string): readonly string[];
	/** What RFC 7662 says of an access token. */
	introspect(token: string): Readonly<Record<string, unknown>>;
	/** Ends the grant that a token belongs to. */
	end(token: string): boolean;
}

const CODE_HOLDS = 10 * 60_000;
const REFRESH_HOLDS = 90 * 86_400_000;

export function createGrants(store: AuthorityStore, client: RegisteredClient): Grants {
	const newToken = () => randomBytes(48).toString('base64url');

	function redeem(form: URLSearchParams): TokenFault | KeptGrant {
		const value = form.get('code') ?? '';
		const code = store.code(value);
		if (!code) return 'code-unknown';
		if (code.isUsed) return 'code-used';
		if (form.get('redirect_uri') !== code.redirectUri) return 'redirect-wrong';
		const verifier = createHash('sha256').update(form.get('code_verifier') ?? '');
		if (verifier.digest('base64url') !== code.challenge) return 'verifier-wrong';
		store.keep('code', value, { ...code, isUsed: true }, CODE_HOLDS);
		return store.grant(code.grantId) ?? 'grant-over';
	}

	function renew(form: URLSearchParams): TokenFault | KeptGrant {
		const kept = store.token('refresh', form.get('refresh_token') ?? '');
		return (kept && store.grant(kept.grantId)) ?? 'grant-over';
	}

	function give(vendor: Vendor, form: URLSearchParams, grant: KeptGrant): TokenAnswer {
		const account = store.account(grant.address);
		if (!account || account.vendor !== vendor || grant.isRevoked) return fault('grant-over');
		if (account.isDown) return fault('down');
		if (account.trouble && !(account.trouble === 'second-factor' && grant.passedSecondFactor))
			return fault(account.trouble);
		// Google's application names its scopes at the page alone.
		const asked = form.has('scope') ? resourceScopes(scopesOf(form.get('scope'))) : grant.scopes;
		if (!isOneResource(asked)) return fault('scopes-mixed');
		const scopes = resourceScopes(asked);
		if (!scopes.every((scope) => grant.scopes.includes(scope))) return fault('consent-missing');
		const accessToken = newToken();
		store.keep('access', accessToken, { grantId: grant.id, scopes }, account.accessHolds);
		const used = form.get('refresh_token');
		if (used !== null && account.rotates) store.forget('refresh', used);
		const isAnother = used === null || account.rotates || vendor === 'microsoft';
		const refreshToken = isAnother ? newToken() : undefined;
		if (refreshToken !== undefined)
			store.keep('refresh', refreshToken, { grantId: grant.id, scopes: [] }, REFRESH_HOLDS);
		return { kind: 'tokens', account, scopes: asked, accessToken, holds: account.accessHolds, refreshToken };
	}

	function holderOf(token: string, protocol?: 'imap' | 'smtp'): AuthorityAccount | undefined {
		const kept = store.token('access', token);
		const grant = kept && store.grant(kept.grantId);
		const account = grant && store.account(grant.address);
		if (!account || grant.isRevoked || account.trouble === 'disabled') return undefined;
		if (protocol && !kept.scopes.includes(scopeFor(account.vendor, protocol))) return undefined;
		return account;
	}

	return {
		agree({ account, scopes, redirectUri, challenge, passedSecondFactor }) {
			const id = randomUUID();
			store.keepGrant({ id, address: account.address, scopes, passedSecondFactor, isRevoked: false });
			const code = newToken();
			store.keep('code', code, { grantId: id, redirectUri, challenge, isUsed: false }, CODE_HOLDS);
			return code;
		},
		async answer(vendor, form) {
			if (form.get('client_id') !== client.id) return fault('client-unknown');
			if (form.get('client_secret') !== client.secret) return fault('client-secret-wrong');
			const type = form.get('grant_type');
			if (type !== 'authorization_code' && type !== 'refresh_token') return fault('grant-type-unknown');
			const grant = type === 'refresh_token' ? renew(form) : redeem(form);
			if (typeof grant === 'string') return fault(grant);
			const wait = store.account(grant.address)?.answersAfter ?? 0;
			if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait).unref());
			return give(vendor, form, grant);
		},
		holderOf,
		scopesOf: (token) => store.token('access', token)?.scopes ?? [],
		introspect(token) {
			const kept = store.token('access', token);
			const account = holderOf(token);
			// Dovecot compares texts.
			if (!kept || !account) return { active: 'false' };
			return {
				active: 'true',
				client_id: client.id,
				email: account.address,
				username: account.address,
				scope: kept.scopes.join(' '),
				exp: Math.floor((Date.now() + kept.holds) / 1_000),
			};
		},
		end(token) {
			const kept = store.token('refresh', token) ?? store.token('access', token);
			const grant = kept && store.grant(kept.grantId);
			if (!grant || grant.isRevoked) return false;
			store.keepGrant({ ...grant, isRevoked: true });
			return true;
		},
	};
}

const fault = (code: TokenFault): TokenAnswer => ({ kind: 'fault', fault: code });
