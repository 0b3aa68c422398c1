import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askGuarded } from '#platform/network/ask-guarded.ts';
import { REDIRECT_URI, startAuthorityRig, type AuthorityRig } from '#tests/environment/authority-rig.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { browse, pkce, signInAs } from '#tests/environment/sign-in-browser.ts';

const LEA = 'lea@cadrelune.example';
const NORA = 'nora@lyon.example';
let rig: AuthorityRig;

beforeAll(async () => {
	rig = await startAuthorityRig();
	rig.store.ensure({ address: LEA, name: 'Léa <Dorvigny>', vendor: 'microsoft' });
	rig.store.ensure({ address: NORA, name: 'Nora', vendor: 'google' });
});
afterAll(() => rig?.close());

const pageOf = (vendor: 'microsoft' | 'google', change = {}) =>
	rig.provider(vendor).authorisationUrl({
		state: 'state',
		challenge: pkce().challenge,
		loginHint: undefined,
		redirectUri: REDIRECT_URI,
		purpose: 'mail',
		...change,
	});

/** Asks over TLS, as a program does. */
async function ask(path: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
	const { status, body } = await askGuarded(
		{
			url: rig.origin + path,
			method: form ? 'POST' : 'GET',
			headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
			body: form && new URLSearchParams(form).toString(),
		},
		rig.policy,
		{ answerWithin: LONGEST_WAIT, answerAtMost: 1024 * 1024 },
	);
	return { status, body: JSON.parse(body) as Record<string, unknown> };
}

describe('the pages', () => {
	it('are honest about what they are, in the language of the browser', async () => {
		const french = await browse(
			pageOf('microsoft', { loginHint: LEA }),
			undefined,
			'fr-FR,fr;q=0.9,en;q=0.8',
		);
		expect(french.html).toContain('<html lang="fr">');
		expect(french.html).toContain('Démonstration : cette page tient lieu de celle de Microsoft.');
		expect(french.html).toContain(`value="${LEA}"`);
		const english = await browse(pageOf('google', { loginHint: NORA }), undefined, 'en-GB,fr;q=0.5');
		expect(english.html).toContain('<html lang="en">');
		expect(english.html).toContain('Demonstration: this page stands in for that of Google.');
		expect(english.html).not.toContain(LEA);
		expect((await browse(pageOf('google'), undefined, 'de')).html).toContain('<html lang="fr">');
	});

	it('whose session is open is asked nothing but what he has not granted yet', async () => {
		rig.store.changeAccount(LEA, { isSignedIn: true });
		const url = pageOf('microsoft', { loginHint: LEA });
		expect((await browse(url)).html).toContain('Lire et modifier vos mails par IMAP');
		await browse(url, { act: 'consent', account: LEA });
		expect((await browse(url)).location?.searchParams.get('state')).toBe('state');
		expect(
			(await browse(pageOf('microsoft', { loginHint: LEA, prompt: 'select_account' }))).location,
		).toBeUndefined();
		expect((await browse(pageOf('microsoft', { loginHint: LEA, prompt: 'consent' }))).html).toContain(
			'Accepter',
		);
		rig.store.changeAccount(LEA, { isSignedIn: false });
		rig.store.revoke(LEA);
	});

	it('what was typed into an address comes out as text', async () => {
		const hint = '"><script>alert(1)</script>@a.example';
		const { html } = await browse(pageOf('microsoft', { loginHint: hint }));
		expect(html).not.toContain('<script>');
		const { html: unknown } = await browse(pageOf('microsoft'), { act: 'choose', account: hint });
		expect(unknown).toContain('Aucun compte ne porte cette adresse ici.');
		expect(unknown).not.toContain('<script>');
		expect(html).toContain('Léa &lt;Dorvigny&gt;');
	});

	it.each([
		['client_id', 'another', 'AADSTS700016'],
		['redirect_uri', 'https://elsewhere.example/', 'AADSTS50011'],
		['redirect_uri', `${REDIRECT_URI}/more`, 'AADSTS50011'],
		['response_type', 'token', 'unsupported_response_type'],
		['code_challenge_method', 'plain', 'invalid_request'],
		['code_challenge', 'short', 'invalid_request'],
	])('%s=%s sends nobody anywhere', async (name, value, said) => {
		const url = new URL(pageOf('microsoft', { loginHint: LEA }));
		url.searchParams.set(name, value);
		for (const form of [undefined, { act: 'consent', account: LEA }, { act: 'decline', account: LEA }]) {
			const { status, html, location } = await browse(url.href, form);
			expect([status, location]).toEqual([400, undefined]);
			expect(html).toContain(said);
		}
	});

	it('an account of the other vendor is none', async () => {
		const { html } = await browse(pageOf('microsoft'), { act: 'consent', account: NORA });
		expect(html).toContain('Aucun compte ne porte cette adresse ici.');
	});

	it('consent to more than the page asks for is not taken', async () => {
		const { verifier, challenge } = pkce();
		const url = pageOf('google', { challenge, loginHint: NORA });
		const more = ['https://mail.google.com/', 'https://www.googleapis.com/auth/drive'];
		const { location } = await browse(url, { act: 'consent', account: NORA, scope: more });
		const answer = await rig.provider('google').redeem({
			code: location!.searchParams.get('code')!,
			verifier,
			redirectUri: REDIRECT_URI,
			purpose: 'mail',
		});
		if (answer.kind !== 'granted') throw new Error(answer.code);
		expect(rig.authority.grants.introspect(answer.accessToken)).toMatchObject({
			scope: 'https://mail.google.com/',
		});
	});
});

describe('the tokens', () => {
	const client = () => ({
		client_id: rig.settings.microsoft.clientId,
		client_secret: rig.settings.microsoft.clientSecret,
	});

	it('are given over TLS alone, to a form alone', async () => {
		const pages = rig.settings.google.standIn!.pages;
		for (const path of ['/token', '/common/oauth2/v2.0/token', '/introspect', '/revoke', '/tokeninfo']) {
			expect(
				(await fetch(pages + path, { method: 'POST', body: new URLSearchParams(client()) })).status,
			).toBe(404);
		}
		expect((await ask('/token')).status).toBe(404);
		expect((await ask('/nothing-here', {})).status).toBe(404);
		expect((await ask('/../constructor', {})).status).toBe(404);
		expect((await ask('/token', { grant_type: 'x'.repeat(100_000) })).status).toBe(413);
	});

	it('say who somebody is, signed with the key that their document names', async () => {
		const { code, verifier } = await signInAs(rig.provider('microsoft'), LEA, { redirectUri: REDIRECT_URI });
		const { body } = await ask('/common/oauth2/v2.0/token', {
			...client(),
			grant_type: 'authorization_code',
			code,
			code_verifier: verifier,
			redirect_uri: REDIRECT_URI,
			scope: 'openid https://outlook.office.com/SMTP.Send',
		});
		const tenant = rig.store.tenantOf(LEA).id;
		const { body: document } = await ask('/common/v2.0/.well-known/openid-configuration');
		expect(document).toMatchObject({ token_endpoint: `${rig.origin}/common/oauth2/v2.0/token` });
		const { body: keys } = await ask(new URL(document['jwks_uri'] as string).pathname);
		const { payload } = await jwtVerify(
			body['id_token'] as string,
			createLocalJWKSet(keys as unknown as JSONWebKeySet),
			{ audience: rig.settings.microsoft.clientId, issuer: `${rig.origin}/${tenant}/v2.0` },
		);
		expect(payload).toMatchObject({ preferred_username: LEA, tid: tenant });
		expect(JSON.parse(Buffer.from(body['client_info'] as string, 'base64url').toString())).toEqual({
			uid: payload['oid'],
			utid: tenant,
		});
		expect(body).toMatchObject({ scope: 'https://outlook.office.com/SMTP.Send', expires_in: 3_599 });
		const info = await ask(`/tokeninfo?access_token=${String(body['access_token'])}`);
		expect(info.body).toMatchObject({ email: LEA, aud: rig.settings.microsoft.clientId });
	});

	it('of two resources at once, or of one that was not consented to, are refused', async () => {
		const { grant } = await rig.consent('google', NORA);
		const renew = (scope: string) =>
			ask('/token', { ...client(), grant_type: 'refresh_token', refresh_token: grant, scope });
		expect(
			(await renew('https://mail.google.com/ https://graph.microsoft.com/Mail.Send')).body,
		).toMatchObject({
			error: 'invalid_scope',
		});
		expect((await renew('https://www.googleapis.com/auth/drive')).body).toMatchObject({
			error: 'invalid_scope',
		});
		expect((await renew('https://mail.google.com/')).status).toBe(200);
	});

	it('the registration may come as a header, and must be right either way', async () => {
		const { client_id, client_secret } = client();
		const { grant } = await rig.consent('google', NORA);
		const form = { grant_type: 'refresh_token', refresh_token: grant };
		const basic = (secret: string) => ({
			authorization: `Basic ${Buffer.from(`${client_id}:${secret}`).toString('base64')}`,
		});
		expect((await ask('/token', form, basic(client_secret))).status).toBe(200);
		expect((await ask('/token', form, basic('wrong'))).body).toMatchObject({ error: 'invalid_client' });
		expect((await ask('/token', form)).body).toMatchObject({ error: 'invalid_client' });
		expect((await ask('/token', { ...client(), grant_type: 'password' })).body).toMatchObject({
			error: 'unsupported_grant_type',
		});
	});

	it('are over when their time is', async () => {
		rig.store.changeAccount(NORA, { accessHolds: 1 });
		const { accessToken } = await rig.consent('google', NORA);
		await expect
			.poll(() => rig.authority.grants.holderOf(accessToken), { timeout: LONGEST_WAIT })
			.toBeUndefined();
		expect((await ask('/introspect', { token: accessToken })).body).toEqual({ active: 'false' });
		rig.store.changeAccount(NORA, { accessHolds: 3_599_000 });
	});
});
