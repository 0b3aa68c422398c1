import { describe, expect, it } from 'vitest';
import { openSignInPages } from './open-pages.ts';
import type { SignInSettings } from './sign-in-settings.ts';

const client = { clientId: 'ours', clientSecret: 'never-in-an-address' };
const invitation = {
	state: 'a+b&c=d',
	challenge: 'challenge',
	loginHint: 'camille+x@a.example',
	redirectUri: 'https://refrain.example/connect/callback',
	purpose: 'mail',
} as const;

const pages = (settings: SignInSettings, vendor: string) => openSignInPages(settings).get(vendor)!;
const microsoft = (tenant = 'common') => pages({ microsoft: { ...client, tenant } }, 'microsoft');
const google = () => pages({ google: client }, 'google');
const partsOf = (address: string) => {
	const url = new URL(address);
	return { page: url.origin + url.pathname, query: Object.fromEntries(url.searchParams) };
};

describe('the addresses that people are sent to', () => {
	it('Microsoft: sign-in and consent to mail', () => {
		expect(partsOf(microsoft().authorisationUrl(invitation))).toEqual({
			page: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
			query: {
				client_id: 'ours',
				response_type: 'code',
				response_mode: 'query',
				redirect_uri: invitation.redirectUri,
				scope:
					'openid profile email offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send',
				state: 'a+b&c=d',
				code_challenge: 'challenge',
				code_challenge_method: 'S256',
				login_hint: 'camille+x@a.example',
			},
		});
	});

	it('Microsoft: with Graph where it is wanted, anybody to choose where that is wanted', () => {
		const url = microsoft('contoso.example').authorisationUrl({
			...invitation,
			purpose: 'mail-and-graph',
			loginHint: undefined,
			prompt: 'select_account',
		});
		const { page, query } = partsOf(url);
		expect(page).toBe('https://login.microsoftonline.com/contoso.example/oauth2/v2.0/authorize');
		expect(query).toMatchObject({ prompt: 'select_account' });
		expect(query['scope']).toContain('https://graph.microsoft.com/Mail.Send');
		expect(query).not.toHaveProperty('login_hint');
	});

	it.each([
		['common', undefined, 'organizations'],
		['consumers', undefined, 'organizations'],
		['contoso.example', undefined, 'contoso.example'],
		['common', 'fabrikam.example', 'fabrikam.example'],
	])('Microsoft: an administrator of %s, asked for %s, consents for %s', (tenant, theirs, expected) => {
		const { redirectUri, state } = invitation;
		const url = microsoft(tenant).adminConsentUrl!({ state, redirectUri, purpose: 'mail', tenant: theirs });
		expect(partsOf(url)).toEqual({
			page: `https://login.microsoftonline.com/${expected}/v2.0/adminconsent`,
			query: {
				client_id: 'ours',
				redirect_uri: redirectUri,
				state,
				scope: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send',
			},
		});
	});

	it('Google: sign-in and consent that lasts', () => {
		expect(partsOf(google().authorisationUrl(invitation))).toEqual({
			page: 'https://accounts.google.com/o/oauth2/v2/auth',
			query: {
				client_id: 'ours',
				response_type: 'code',
				redirect_uri: invitation.redirectUri,
				scope: 'openid email https://mail.google.com/',
				state: 'a+b&c=d',
				code_challenge: 'challenge',
				code_challenge_method: 'S256',
				access_type: 'offline',
				prompt: 'consent',
				login_hint: 'camille+x@a.example',
			},
		});
		expect(google().adminConsentUrl).toBeUndefined();
	});

	it('no address holds the secret, and who is not registered has no pages', () => {
		for (const page of [microsoft(), google()])
			expect(page.authorisationUrl(invitation)).not.toContain(client.clientSecret);
		expect(openSignInPages({}).size).toBe(0);
	});
});

describe('what people come back with', () => {
	const read = (query: string) => microsoft().readReturn(new URLSearchParams(query));

	it.each([
		['code=c&state=s', { kind: 'code', code: 'c', state: 's' }],
		['code=c&state=s&session_state=x', { kind: 'code', code: 'c', state: 's' }],
		['admin_consent=True&tenant=t&state=s', { kind: 'administrator-consented', tenant: 't', state: 's' }],
		['error=access_denied&state=s', { kind: 'refused', fault: 'declined', state: 's' }],
		[
			'error=consent_required&error_description=AADSTS65004%3a+No.&admin_consent=True&tenant=t&state=s',
			{ kind: 'refused', fault: 'declined', state: 's' },
		],
		['error=<b>&state=s', { kind: 'refused', fault: 'registration-wrong', code: 'unknown', state: 's' }],
		['error=&code=c&state=s', { kind: 'refused', state: 's' }],
		['admin_consent=False&tenant=t&state=s', { kind: 'unreadable' }],
		['code=c', { kind: 'unreadable' }],
		['state=s', { kind: 'unreadable' }],
		['code=&state=s', { kind: 'unreadable' }],
		['code=c%0d%0aX&state=s', { kind: 'unreadable' }],
		['code=c&state=s%00', { kind: 'unreadable' }],
		[`code=${'c'.repeat(10_000)}&state=s`, { kind: 'unreadable' }],
		[`code=c&state=${'s'.repeat(1_000)}`, { kind: 'unreadable' }],
		['', { kind: 'unreadable' }],
	])('%s', (query, expected) => expect(read(query)).toMatchObject(expected));
});
