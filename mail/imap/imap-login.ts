import type { Credentials } from '#mail/credentials.ts';

/** What imapflow signs in with; a token by XOAUTH2 or OAUTHBEARER, whichever the server offers. */
export function imapLogin(credentials: Credentials): { user: string; pass?: string; accessToken?: string } {
	const { user } = credentials;
	return credentials.kind === 'password'
		? { user, pass: credentials.password }
		: { user, accessToken: credentials.accessToken };
}
