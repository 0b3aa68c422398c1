import { createHash, randomUUID } from 'node:crypto';
import type { AuthorityTenant } from '../account.ts';
import type { TokenAnswer, TokenFault } from '../grants.ts';
import type { IdTokens } from '../id-token.ts';
import type { VendorWords } from './vendor-words.ts';

interface MicrosoftFault {
	readonly status: number;
	readonly error: string;
	readonly number: number;
	readonly suberror?: string;
	readonly text: string;
}

/** Source: Microsoft's list of authentication and authorisation error codes. */
const FAULTS: Readonly<Record<Exclude<TokenFault, 'down'>, MicrosoftFault>> = {
	'client-unknown': {
		status: 400,
		error: 'unauthorized_client',
		number: 700016,
		text: 'Application was not found in the directory.',
	},
	'client-secret-wrong': {
		status: 401,
		error: 'invalid_client',
		number: 7000215,
		text: 'Invalid client secret provided.',
	},
	'code-unknown': {
		status: 400,
		error: 'invalid_grant',
		number: 70000,
		text: 'Provided grant is invalid or malformed.',
	},
	'code-used': {
		status: 400,
		error: 'invalid_grant',
		number: 54005,
		text: 'OAuth2 Authorization code was already redeemed.',
	},
	'redirect-wrong': {
		status: 400,
		error: 'invalid_client',
		number: 50011,
		text: 'The redirect URI specified in the request does not match.',
	},
	'verifier-wrong': {
		status: 400,
		error: 'invalid_grant',
		number: 501481,
		text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
	},
	'grant-over': {
		status: 400,
		error: 'invalid_grant',
		number: 50173,
		suberror: 'bad_token',
		text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
	},
	'consent-missing': {
		status: 400,
		error: 'invalid_grant',
		number: 65001,
		suberror: 'consent_required',
		text: 'The user or administrator has not consented to use the application.',
	},
	'scopes-mixed': {
		status: 400,
		error: 'invalid_request',
		number: 28000,
		text: 'Provided value for the input parameter scope is not valid because it contains more than one resource.',
	},
	'grant-type-unknown': {
		status: 400,
		error: 'unsupported_grant_type',
		number: 70003,
		text: 'The app requested an unsupported grant type.',
	},
	'second-factor': {
		status: 400,
		error: 'invalid_grant',
		number: 50076,
		suberror: 'basic_action',
		text: 'Due to a configuration change made by your administrator, you must use multi-factor authentication.',
	},
	'conditional-access': {
		status: 400,
		error: 'invalid_grant',
		number: 53003,
		suberror: 'message_only',
		text: 'Access has been blocked by Conditional Access policies.',
	},
	'not-assigned': {
		status: 400,
		error: 'invalid_grant',
		number: 50105,
		text: 'The signed in user is not assigned to a role for the application.',
	},
	disabled: { status: 400, error: 'invalid_grant', number: 50057, text: 'The user account is disabled.' },
	'password-expired': {
		status: 400,
		error: 'invalid_grant',
		number: 50055,
		suberror: 'user_password_expired',
		text: 'The password is expired.',
	},
	locked: {
		status: 400,
		error: 'invalid_grant',
		number: 70000,
		text: 'User account is found to be in service abuse mode.',
	},
	'administrator-blocks': {
		status: 400,
		error: 'invalid_grant',
		number: 53003,
		suberror: 'message_only',
		text: 'Access has been blocked by Conditional Access policies.',
	},
	'outside-organisation': {
		status: 400,
		error: 'invalid_grant',
		number: 50020,
		text: 'User account from identity provider does not exist in tenant.',
	},
};

/** How Microsoft words what the stand-in answers. */
export const MICROSOFT_WORDS: VendorWords = {
	refusal(fault) {
		const { status, error, number, suberror } = FAULTS[fault];
		return {
			status,
			body: {
				error,
				error_description: descriptionOf(fault),
				error_codes: [number],
				timestamp: new Date().toISOString(),
				trace_id: randomUUID(),
				correlation_id: randomUUID(),
				...(suberror === undefined ? {} : { suberror }),
			},
		};
	},
	async tokens(answer, { idTokens, tenant, clientId, origin }) {
		const user = userId(answer.account.address);
		return {
			token_type: 'Bearer',
			scope: answer.scopes.join(' '),
			expires_in: Math.floor(answer.holds / 1_000),
			ext_expires_in: Math.floor(answer.holds / 1_000),
			access_token: answer.accessToken,
			...(answer.refreshToken === undefined ? {} : { refresh_token: answer.refreshToken }),
			id_token: await idTokenOf(answer, user, tenant, clientId, origin, idTokens),
			client_info: Buffer.from(JSON.stringify({ uid: user, utid: tenant.id })).toString('base64url'),
		};
	},
	blocked: (trouble) => ({
		error: 'access_denied',
		error_description: descriptionOf(trouble),
	}),
	declined: () => ({
		error: 'access_denied',
		error_subcode: 'cancel',
		error_description: 'AADSTS65004: User declined to consent to access the app.',
	}),
	// Its way back from *Need admin approval* says no more than this.
	withoutApproval: () => ({ error: 'access_denied', error_subcode: 'cancel' }),
};

/** What its page for administrators comes back with where the administrator refuses. */
export const refusedByAdministrator = (tenant: AuthorityTenant) => ({
	error: 'consent_required',
	error_description: 'AADSTS65004: The resource owner or authorization server denied the request.',
	admin_consent: 'True',
	tenant: tenant.id,
});

const descriptionOf = (fault: Exclude<TokenFault, 'down'>) =>
	`AADSTS${FAULTS[fault].number}: ${FAULTS[fault].text} Trace ID: ${randomUUID()}`;

function idTokenOf(
	{ account }: Extract<TokenAnswer, { kind: 'tokens' }>,
	user: string,
	tenant: AuthorityTenant,
	clientId: string,
	origin: string,
	idTokens: IdTokens,
): Promise<string> {
	const claims = {
		name: account.name,
		oid: user,
		sub: user,
		preferred_username: account.address,
		email: account.address,
		tid: tenant.id,
		ver: '2.0',
	};
	return idTokens.sign(claims, { issuer: `${origin}/${tenant.id}/v2.0`, audience: clientId });
}

/** The same for an address in every world. */
function userId(address: string): string {
	const hex = createHash('sha256').update(address).digest('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
