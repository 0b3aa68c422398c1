import type { SignInPages } from '../sign-in-pages.ts';
import { readReturn } from '../read-return.ts';
import type { MicrosoftSettings } from '../sign-in-settings.ts';
import { consentScopes, signInScopes } from './microsoft-scopes.ts';
import { refusalOf } from './permanent-errors.ts';

/** The worldwide cloud. */
export const MICROSOFT = 'https://login.microsoftonline.com';

/** Microsoft's pages: sign-in with consent, and an administrator's consent for an organisation. */
export function microsoftPages({
	clientId,
	tenant,
	standIn,
}: Pick<MicrosoftSettings, 'clientId' | 'tenant' | 'standIn'>): SignInPages {
	const origin = standIn?.pages ?? MICROSOFT;
	return {
		authorisationUrl({ state, challenge, loginHint, redirectUri, purpose, prompt }) {
			const query = new URLSearchParams({
				client_id: clientId,
				response_type: 'code',
				response_mode: 'query',
				redirect_uri: redirectUri,
				scope: signInScopes(purpose).join(' '),
				state,
				code_challenge: challenge,
				code_challenge_method: 'S256',
				...(loginHint === undefined ? {} : { login_hint: loginHint }),
				...(prompt === undefined ? {} : { prompt }),
			});
			return `${origin}/${encodeURIComponent(tenant)}/oauth2/v2.0/authorize?${query.toString()}`;
		},
		adminConsentUrl({ state, redirectUri, purpose, tenant: theirs }) {
			const query = new URLSearchParams({
				client_id: clientId,
				redirect_uri: redirectUri,
				scope: consentScopes(purpose).join(' '),
				state,
			});
			// `common` and `consumers` name no organisation that could have an administrator.
			const ours = ['common', 'consumers'].includes(tenant) ? 'organizations' : tenant;
			return `${origin}/${encodeURIComponent(theirs ?? ours)}/v2.0/adminconsent?${query.toString()}`;
		},
		readReturn: (query) =>
			readReturn(query, (said) =>
				refusalOf({
					error: said.get('error'),
					suberror: said.get('error_subcode'),
					description: said.get('error_description'),
				}),
			),
	};
}
