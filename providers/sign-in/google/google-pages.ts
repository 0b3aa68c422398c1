import { readReturn } from '../read-return.ts';
import type { SignInPages } from '../sign-in-pages.ts';
import type { ClientSettings } from '../sign-in-settings.ts';
import { SIGN_IN_SCOPES } from './google-scopes.ts';
import { refusalOf } from './permanent-errors.ts';

const GOOGLE_PAGES = 'https://accounts.google.com';

/** Google's page: sign-in with consent. An administrator of Workspace allows an application in the Admin console instead. */
export function googlePages({
	clientId,
	standIn,
}: Pick<ClientSettings, 'clientId' | 'standIn'>): SignInPages {
	return {
		authorisationUrl({ state, challenge, loginHint, redirectUri, prompt }) {
			const query = new URLSearchParams({
				client_id: clientId,
				response_type: 'code',
				redirect_uri: redirectUri,
				scope: SIGN_IN_SCOPES.join(' '),
				state,
				code_challenge: challenge,
				code_challenge_method: 'S256',
				// Without both there is no refresh token for whoever consented before.
				access_type: 'offline',
				prompt: prompt === 'select_account' ? 'select_account consent' : 'consent',
				...(loginHint === undefined ? {} : { login_hint: loginHint }),
			});
			return `${standIn?.pages ?? GOOGLE_PAGES}/o/oauth2/v2/auth?${query.toString()}`;
		},
		readReturn: (query) => readReturn(query, (said) => refusalOf({ error: said.get('error') })),
	};
}
