import { createHash } from 'node:crypto';
import type { Trouble } from '../account.ts';
import type { TokenFault } from '../grants.ts';
import type { VendorWords } from './vendor-words.ts';

interface GoogleFault {
	readonly status: number;
	readonly error: string;
	readonly subtype?: string;
	readonly text: string;
}

/** Source: Google's pages on OAuth 2.0 for web servers. */
const FAULTS: Readonly<Record<Exclude<TokenFault, 'down' | Trouble>, GoogleFault>> = {
	'client-unknown': { status: 401, error: 'invalid_client', text: 'The OAuth client was not found.' },
	'client-secret-wrong': { status: 401, error: 'invalid_client', text: 'Unauthorized' },
	'code-unknown': { status: 400, error: 'invalid_grant', text: 'Malformed auth code.' },
	'code-used': { status: 400, error: 'invalid_grant', text: 'Bad Request' },
	'redirect-wrong': { status: 400, error: 'redirect_uri_mismatch', text: 'Bad Request' },
	'verifier-wrong': { status: 400, error: 'invalid_grant', text: 'Invalid code verifier.' },
	'grant-over': { status: 400, error: 'invalid_grant', text: 'Token has been expired or revoked.' },
	'consent-missing': { status: 400, error: 'invalid_scope', text: 'Some requested scopes were invalid.' },
	'scopes-mixed': { status: 400, error: 'invalid_scope', text: 'Some requested scopes were invalid.' },
	'grant-type-unknown': { status: 400, error: 'unsupported_grant_type', text: 'Invalid grant_type' },
};

const TROUBLES: Readonly<Record<Trouble, GoogleFault>> = {
	'administrator-blocks': {
		status: 400,
		error: 'admin_policy_enforced',
		text: 'Please contact your Workspace administrator.',
	},
	'outside-organisation': {
		status: 403,
		error: 'org_internal',
		text: 'This client is restricted to users within its organization.',
	},
	'second-factor': {
		status: 400,
		error: 'invalid_grant',
		subtype: 'invalid_rapt',
		text: 'reauth related error (invalid_rapt)',
	},
	'conditional-access': {
		status: 400,
		error: 'admin_policy_enforced',
		text: 'Please contact your Workspace administrator.',
	},
	'not-assigned': {
		status: 400,
		error: 'admin_policy_enforced',
		text: 'Please contact your Workspace administrator.',
	},
	disabled: { status: 400, error: 'invalid_grant', text: 'Account has been deleted' },
	'password-expired': { status: 400, error: 'invalid_grant', text: 'Token has been expired or revoked.' },
	locked: { status: 400, error: 'invalid_grant', text: 'Account has been disabled' },
};

const faultOf = (fault: Exclude<TokenFault, 'down'>): GoogleFault =>
	Object.hasOwn(TROUBLES, fault) ? TROUBLES[fault as Trouble] : FAULTS[fault as keyof typeof FAULTS];

/** How Google words what the stand-in answers. */
export const GOOGLE_WORDS: VendorWords = {
	refusal(fault) {
		const { status, error, subtype, text } = faultOf(fault);
		return {
			status,
			body: { error, error_description: text, ...(subtype ? { error_subtype: subtype } : {}) },
		};
	},
	async tokens({ account, accessToken, refreshToken, holds, scopes }, { idTokens, clientId, origin }) {
		const claims = {
			sub: BigInt(`0x${createHash('sha256').update(account.address).digest('hex').slice(0, 17)}`).toString(),
			email: account.address,
			email_verified: true,
			hd: account.address.split('@')[1],
		};
		return {
			token_type: 'Bearer',
			access_token: accessToken,
			expires_in: Math.floor(holds / 1_000),
			scope: ['openid', 'https://www.googleapis.com/auth/userinfo.email', ...scopes].join(' '),
			...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
			id_token: await idTokens.sign(claims, { issuer: origin, audience: clientId }),
		};
	},
	blocked: (trouble) => ({ error: faultOf(trouble).error }),
	declined: () => ({ error: 'access_denied' }),
	withoutApproval: () => ({ error: 'admin_policy_enforced' }),
};
