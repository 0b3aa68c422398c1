import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorldAccountChange } from '#platform/world/control-contract.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { REDIRECT_URI, startAuthorityRig, type AuthorityRig } from '#tests/environment/authority-rig.ts';
import { browse, consentAs, pkce } from '#tests/environment/sign-in-browser.ts';

const ADDRESS = {
	microsoft: 'lea.dorvigny@cadrelune.example',
	google: 'nora.belhassi@lyon.example',
} as const;
const ADMINISTRATOR = 'informatique@cadrelune.example';
const DOMAIN = 'cadrelune.example';

let rig: AuthorityRig;
/** Everything that must never be written or told. */
const secrets = new Set<string>();
const written: string[] = [];

beforeAll(async () => {
	rig = await startAuthorityRig();
	secrets.add(rig.settings.microsoft.clientSecret);
	for (const stream of [process.stdout, process.stderr])
		vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
	for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
		vi.spyOn(console, level).mockImplementation((...words) => void written.push(words.map(String).join(' ')));
});
afterAll(async () => {
	vi.restoreAllMocks();
	await rig?.close();
});
beforeEach(() => {
	rig.authority.behave('well');
	for (const vendor of ['microsoft', 'google'] as const) {
		const address = ADDRESS[vendor];
		rig.store.revoke(address);
		rig.store.ensure({ address, name: 'Somebody', vendor });
		rig.store.changeAccount(address, ORDINARY);
	}
	rig.store.ensure({ address: ADMINISTRATOR, name: 'IT', vendor: 'microsoft', isAdministrator: true });
	rig.store.changeTenant(DOMAIN, { needsAdministrator: false, consented: [] });
});

const ORDINARY: WorldAccountChange = {
	isSignedIn: false,
	trouble: null,
	rotates: false,
	answersAfter: 0,
	isDown: false,
	accessHolds: 3_599_000,
};

/** At Microsoft the grant is the library's cache, which holds it. */
function refreshTokenIn(grant: string): string {
	if (!grant.startsWith('{')) return grant;
	const { RefreshToken } = JSON.parse(grant) as { RefreshToken: Record<string, { secret: string }> };
	return Object.values(RefreshToken)[0]!.secret;
}

/** An answer that names no secret and repeats no words of the provider's. */
function told<Answer extends { kind: string }>(answer: Answer): Answer {
	if (answer.kind === 'granted') return answer;
	const { code, ...rest } = answer as unknown as { code: string };
	expect(code).toMatch(/^(AADSTS\d+|[a-z][a-z_-]*|http-\d{3})$/);
	expect(Object.keys(rest).toSorted()).toEqual(
		answer.kind === 'refused' ? ['fault', 'isPermanent', 'kind'] : ['kind'],
	);
	return answer;
}

const redirected = { redirectUri: REDIRECT_URI, purpose: 'mail' } as const;

describe.each(['microsoft', 'google'] as const)('%s', (vendor) => {
	const address = ADDRESS[vendor];
	const signIn = async (change = {}) => {
		const signed = await rig.signIn(vendor, address, change);
		secrets.add(signed.code).add(signed.verifier);
		return signed;
	};
	const consent = async () => {
		const granted = await rig.consent(vendor, address);
		secrets.add(granted.accessToken);
		secrets.add(refreshTokenIn(granted.grant));
		return granted;
	};

	it('a consent is redeemed for who signed in, an access token and a grant', async () => {
		const signed = await signIn();
		const answer = await rig.provider(vendor).redeem({ ...signed, ...redirected });
		const tenant = vendor === 'microsoft' ? rig.store.tenantOf(address).id : 'lyon.example';
		expect(answer).toMatchObject({ kind: 'granted', account: { address, tenant }, missing: [] });
		if (answer.kind !== 'granted') throw new Error();
		expect(answer.holds).toBeGreaterThan(3_000_000);
		expect(answer.holds).toBeLessThanOrEqual(3_599_000);
		for (const protocol of ['imap', 'smtp'] as const)
			expect(rig.authority.grants.holderOf(answer.accessToken, protocol)?.address).toBe(address);
	});

	it('a code is redeemed once, with the verifier of its challenge and the address that it was sent to', async () => {
		const provider = rig.provider(vendor);
		const signed = await signIn();
		const other = pkce().verifier;
		const faulty = [
			{ ...signed, ...redirected, verifier: other },
			{ ...signed, ...redirected, code: 'made-up' },
			{ ...signed, ...redirected, redirectUri: 'https://elsewhere.example/connect/callback' },
		];
		const refused = [];
		for (const one of faulty) refused.push(told(await provider.redeem(one)));
		const fault = 'grant-expired';
		expect(refused).toMatchObject([
			{ kind: 'refused', fault, isPermanent: true },
			{ kind: 'refused', fault, isPermanent: true },
			{ kind: 'refused', fault: 'redirect-not-registered', isPermanent: false },
		]);
		expect(await provider.redeem({ ...signed, ...redirected })).toMatchObject({ kind: 'granted' });
		const replayed = told(await provider.redeem({ ...signed, ...redirected }));
		expect(replayed).toMatchObject({ kind: 'refused', fault, isPermanent: true });
	});

	it('a grant is renewed with a token that opens the mailbox, and the next grant is the one to use', async () => {
		rig.store.changeAccount(address, { rotates: true });
		const provider = rig.provider(vendor);
		let { grant, accessToken } = await consent();
		for (let round = 0; round < 3; round++) {
			const answer = await provider.renew(grant, 'mail');
			if (answer.kind !== 'granted') throw new Error(answer.code);
			expect(answer.accessToken).not.toBe(accessToken);
			expect(answer.grant).not.toBe(grant);
			expect(rig.authority.grants.holderOf(answer.accessToken, 'imap')?.address).toBe(address);
			const used = told(await provider.renew(grant, 'mail'));
			expect(used).toMatchObject({ kind: 'refused', fault: 'grant-expired', isPermanent: true });
			secrets.add(answer.accessToken);
			({ grant, accessToken } = answer);
		}
	});

	it('a grant that is revoked in between is refused for good, once it is asked', async () => {
		const provider = rig.provider(vendor);
		const { grant } = await consent();
		rig.store.revoke(address);
		expect(told(await provider.renew(grant, 'mail'))).toMatchObject({
			kind: 'refused',
			fault: 'grant-expired',
			isPermanent: true,
			code: vendor === 'microsoft' ? 'AADSTS50173' : 'invalid_grant',
		});
	});

	it('a fault of our registration is refused, and loses nobody', async () => {
		const { grant } = await consent();
		const wrong = rig.provider(vendor, { clientSecret: 'another' });
		expect(told(await wrong.renew(grant, 'mail'))).toMatchObject({
			kind: 'refused',
			fault: 'client-secret-wrong',
			isPermanent: false,
		});
		expect(await rig.provider(vendor).renew(grant, 'mail')).toMatchObject({ kind: 'granted' });
	});

	it.each([
		['outage', 'http-503'],
		['page-of-a-proxy', 'http-400'],
		['endless', 'answer-too-long'],
		['redirect', 'http-302'],
	] as const)('%s says nothing of the grant: %s', async (manner, code) => {
		const provider = rig.provider(vendor);
		const { grant } = await consent();
		const signed = await signIn();
		const before = rig.authority.asked;
		rig.authority.behave(manner);
		expect(told(await provider.renew(grant, 'mail'))).toEqual({ kind: 'unavailable', code });
		expect(told(await provider.redeem({ ...signed, ...redirected }))).toEqual({ kind: 'unavailable', code });
		// Each was asked once: an answer that is lost may have used it up.
		expect(rig.authority.asked - before).toBe(2);
		rig.authority.behave('well');
		expect(await provider.renew(grant, 'mail')).toMatchObject({ kind: 'granted' });
	});

	it('of an account that is down or slow nothing is known, within the limit', async () => {
		const { grant } = await consent();
		rig.store.changeAccount(address, { isDown: true });
		expect(told(await rig.provider(vendor).renew(grant, 'mail'))).toEqual({
			kind: 'unavailable',
			code: 'http-503',
		});
		rig.store.changeAccount(address, { isDown: false, answersAfter: 600_000 });
		const impatient = rig.provider(vendor, { limits: { answerWithin: 300 } });
		expect(told(await impatient.renew(grant, 'mail'))).toEqual({ kind: 'unavailable', code: 'timeout' });
		rig.authority.behave('silent');
		expect(told(await impatient.renew(grant, 'mail'))).toEqual({ kind: 'unavailable', code: 'timeout' });
	});

	it('goes through the guard, over TLS, or not at all', async () => {
		const { grant } = await consent();
		const before = rig.authority.asked;
		const closed: NetworkPolicy = { ...rig.policy, kind: 'real', allowedPrivateHosts: [] };
		const stranger: NetworkPolicy = { kind: 'real', allowedPrivateHosts: ['127.0.0.1'] };
		const refused = { kind: 'unavailable', code: 'host-refused' };
		expect(told(await rig.provider(vendor, { policy: closed }).renew(grant, 'mail'))).toEqual(refused);
		expect(told(await rig.provider(vendor, { policy: stranger }).renew(grant, 'mail'))).toEqual({
			kind: 'unavailable',
			code: 'tls-certificate',
		});
		expect(rig.authority.asked).toBe(before);
	});

	it('what is no grant of ours asks nobody', async () => {
		const before = rig.authority.asked;
		const answers = [
			await rig.provider(vendor).renew('{', 'mail'),
			await rig.provider(vendor).renew('', 'mail'),
		];
		for (const answer of answers) expect(told(answer).kind).not.toBe('granted');
		expect(rig.authority.asked - before).toBe(vendor === 'microsoft' ? 0 : 1);
	});

	it('the second factor that came later ends a grant, and the next sign-in passes it', async () => {
		const { grant } = await consent();
		rig.store.changeAccount(address, { trouble: 'second-factor' });
		expect(told(await rig.provider(vendor).renew(grant, 'mail'))).toMatchObject({
			kind: 'refused',
			fault: 'second-factor',
			isPermanent: true,
		});
		const { verifier, challenge } = pkce();
		const url = rig.provider(vendor).authorisationUrl({
			state: 's',
			challenge,
			loginHint: address,
			redirectUri: REDIRECT_URI,
			purpose: 'mail',
		});
		const scope = new URL(url).searchParams.get('scope')!.split(' ');
		const wrong = await browse(url, { act: 'choose', account: address, 'second-factor': '000000' });
		expect(wrong.html).toContain('Ce code n’est pas le bon.');
		const code = rig.store.account(address)!.secondFactor;
		const { location } = await browse(url, {
			act: 'consent',
			account: address,
			'second-factor': code,
			scope,
		});
		const signed = { code: location!.searchParams.get('code')!, verifier };
		const answer = await rig.provider(vendor).redeem({ ...signed, ...redirected });
		if (answer.kind !== 'granted') throw new Error(answer.code);
		expect(await rig.provider(vendor).renew(answer.grant, 'mail')).toMatchObject({ kind: 'granted' });
	});
});

describe('Microsoft', () => {
	const address = ADDRESS.microsoft;
	const graph = { purpose: 'mail-and-graph' } as const;

	it('one consent gives a token for each resource', async () => {
		const { grant } = await rig.consent('microsoft', address, graph);
		const provider = rig.provider('microsoft');
		const answer = await provider.renew(grant, 'graph');
		if (answer.kind !== 'granted') throw new Error(answer.code);
		const { introspect, holderOf } = rig.authority.grants;
		expect(introspect(answer.accessToken)).toMatchObject({
			scope: 'https://graph.microsoft.com/Mail.ReadWrite https://graph.microsoft.com/Mail.Send',
		});
		expect(holderOf(answer.accessToken, 'imap')).toBeUndefined();
		const mail = await provider.renew(answer.grant, 'mail');
		if (mail.kind !== 'granted') throw new Error(mail.code);
		expect(holderOf(mail.accessToken, 'imap')?.address).toBe(address);
		// Each is new: one that a server refused would come again from the library's cache.
		const again = await provider.renew(mail.grant, 'graph');
		expect(again).toMatchObject({ kind: 'granted' });
		expect(again).not.toMatchObject({ accessToken: answer.accessToken });
	});

	it.each(['common', 'organizations', DOMAIN, 'its id'])(
		'whoever is registered for %s is signed in and renewed',
		async (named) => {
			const tenant = named === 'its id' ? rig.store.tenantOf(address).id : named;
			const provider = rig.provider('microsoft', { tenant });
			const { grant } = await consentAs(provider, address, { redirectUri: REDIRECT_URI });
			const sizes: number[] = [];
			let kept = grant;
			for (let round = 0; round < 4; round++) {
				const answer = await provider.renew(kept, round % 2 ? 'graph' : 'mail');
				if (answer.kind === 'granted') kept = answer.grant;
				else expect(answer).toMatchObject({ fault: 'consent-required' });
				sizes.push(kept.length);
			}
			// What is kept does not grow with each renewal.
			expect(sizes.at(-1)! - sizes[0]!).toBeLessThan(200);
		},
	);

	it('Graph without consent to it is said so, and the mail goes on', async () => {
		const { grant } = await rig.consent('microsoft', address);
		expect(told(await rig.provider('microsoft').renew(grant, 'graph'))).toMatchObject({
			kind: 'refused',
			fault: 'consent-required',
			code: 'AADSTS65001',
		});
		expect(await rig.provider('microsoft').renew(grant, 'mail')).toMatchObject({ kind: 'granted' });
	});

	it('an organisation that leaves consent to its administrators waits for one, then asks nobody any more', async () => {
		rig.store.changeTenant(DOMAIN, { needsAdministrator: true });
		const provider = rig.provider('microsoft');
		const { challenge } = pkce();
		const invitation = { state: 'hers', challenge, loginHint: address, redirectUri: REDIRECT_URI, ...graph };
		const url = provider.authorisationUrl(invitation);
		const asked = await browse(url, { act: 'choose', account: address });
		expect(asked.html).toContain('Accord d’un administrateur nécessaire');
		const left = await browse(url, { act: 'leave', account: address });
		expect(provider.readReturn(left.location!.searchParams)).toEqual({
			kind: 'refused',
			state: 'hers',
			fault: 'turned-back',
			isPermanent: true,
			code: 'access_denied',
		});

		const theirs = provider.adminConsentUrl!({ state: 'theirs', redirectUri: REDIRECT_URI, ...graph });
		const stranger = await browse(theirs, { act: 'choose', account: address });
		expect(stranger.html).toContain('Accord d’un administrateur nécessaire');
		const declined = await browse(theirs, { act: 'decline', account: ADMINISTRATOR });
		expect(provider.readReturn(declined.location!.searchParams)).toMatchObject({
			kind: 'refused',
			state: 'theirs',
			fault: 'declined',
			code: 'AADSTS65004',
		});
		const page = await browse(theirs, { act: 'choose', account: ADMINISTRATOR });
		expect(page.html).toContain('pour toute votre organisation');
		const given = await browse(theirs, { act: 'consent', account: ADMINISTRATOR });
		expect(provider.readReturn(given.location!.searchParams)).toEqual({
			kind: 'administrator-consented',
			state: 'theirs',
			tenant: rig.store.tenantOf(address).id,
		});

		// the step is left out, and whose session is open sees no page at all.
		rig.store.changeAccount(address, { isSignedIn: true });
		const { location } = await browse(url);
		expect(provider.readReturn(location!.searchParams)).toMatchObject({ kind: 'code', state: 'hers' });
	});

	it('an administrator who signs in may consent for everybody in passing', async () => {
		rig.store.changeTenant(DOMAIN, { needsAdministrator: true });
		const url = rig.provider('microsoft').authorisationUrl({
			state: 's',
			challenge: pkce().challenge,
			loginHint: ADMINISTRATOR,
			redirectUri: REDIRECT_URI,
			purpose: 'mail',
		});
		const { html } = await browse(url, { act: 'choose', account: ADMINISTRATOR });
		expect(html).toContain('Consentement administrateur');
		await browse(url, { act: 'consent', account: ADMINISTRATOR, everybody: 'yes' });
		expect(await rig.consent('microsoft', address)).toMatchObject({ account: { address } });
	});

	it('an account of another organisation than the registration takes is told so', async () => {
		const url = rig.provider('microsoft', { tenant: 'other.example' }).authorisationUrl({
			state: 's',
			challenge: pkce().challenge,
			loginHint: address,
			redirectUri: REDIRECT_URI,
			...graph,
		});
		const left = await browse(url, { act: 'leave', account: address });
		expect(rig.provider('microsoft').readReturn(left.location!.searchParams)).toMatchObject({
			fault: 'personal-account',
			code: 'AADSTS50020',
		});
	});

	it.each([
		['conditional-access', 'conditional-access', 'AADSTS53003'],
		['not-assigned', 'not-assigned', 'AADSTS50105'],
		['disabled', 'account-disabled', 'AADSTS50057'],
		['password-expired', 'password-expired', 'AADSTS50055'],
		['locked', 'account-locked', 'AADSTS70000'],
	] as const)('%s is told at the sign-in and at a renewal', async (trouble, fault, code) => {
		const { grant } = await rig.consent('microsoft', address);
		rig.store.changeAccount(address, { trouble });
		const provider = rig.provider('microsoft');
		expect(told(await provider.renew(grant, 'mail'))).toEqual({
			kind: 'refused',
			fault,
			isPermanent: true,
			code,
		});
		const url = provider.authorisationUrl({
			state: 's',
			challenge: pkce().challenge,
			loginHint: address,
			redirectUri: REDIRECT_URI,
			purpose: 'mail',
		});
		expect((await browse(url, { act: 'choose', account: address })).html).toContain('Connexion impossible');
		const { location } = await browse(url, { act: 'leave', account: address });
		expect(provider.readReturn(location!.searchParams)).toMatchObject({ kind: 'refused', fault, code });
	});
});

describe('Google', () => {
	const address = ADDRESS.google;

	it('whoever leaves the box unticked signed in without the permission, which is named', async () => {
		const { verifier, challenge } = pkce();
		const provider = rig.provider('google');
		const url = provider.authorisationUrl({
			state: 's',
			challenge,
			loginHint: address,
			redirectUri: REDIRECT_URI,
			purpose: 'mail',
		});
		const { location } = await browse(url, { act: 'consent', account: address });
		const signed = { code: location!.searchParams.get('code')!, verifier };
		const answer = await provider.redeem({ ...signed, ...redirected });
		expect(answer).toMatchObject({
			kind: 'granted',
			missing: ['https://mail.google.com/'],
			account: { address },
		});
		const { accessToken } = answer as Extract<typeof answer, { kind: 'granted' }>;
		expect(rig.authority.grants.holderOf(accessToken, 'imap')).toBeUndefined();
	});

	it('who declines comes back with that', async () => {
		const provider = rig.provider('google');
		const url = provider.authorisationUrl({
			state: 's',
			challenge: pkce().challenge,
			loginHint: address,
			redirectUri: REDIRECT_URI,
			purpose: 'mail',
		});
		const { location } = await browse(url, { act: 'decline', account: address });
		expect(provider.readReturn(location!.searchParams)).toEqual({
			kind: 'refused',
			state: 's',
			fault: 'declined',
			isPermanent: true,
			code: 'access_denied',
		});
	});

	it.each([
		['administrator-blocks', 'administrator-blocks', 'admin_policy_enforced'],
		['outside-organisation', 'outside-organisation', 'org_internal'],
	] as const)('%s is told at a renewal', async (trouble, fault, code) => {
		const { grant } = await rig.consent('google', address);
		rig.store.changeAccount(address, { trouble });
		expect(told(await rig.provider('google').renew(grant, 'mail'))).toEqual({
			kind: 'refused',
			fault,
			isPermanent: true,
			code,
		});
	});

	it('has no Graph, and nobody is asked for it', async () => {
		const { grant } = await rig.consent('google', address);
		const before = rig.authority.asked;
		expect(told(await rig.provider('google').renew(grant, 'graph'))).toMatchObject({ isPermanent: false });
		expect(rig.authority.asked).toBe(before);
	});

	it('a grant that is given back opens nothing any more; one that was over before is given back as well', async () => {
		const provider = rig.provider('google');
		const { grant, accessToken } = await rig.consent('google', address);
		expect(await provider.revoke!(grant)).toBe('revoked');
		expect(rig.authority.grants.holderOf(accessToken)).toBeUndefined();
		expect(await provider.renew(grant, 'mail')).toMatchObject({ kind: 'refused' });
		expect(await provider.revoke!(grant)).toBe('revoked');
	});
});

it('nothing that was asked wrote a token, a code, a verifier or a secret anywhere', () => {
	expect(secrets.size).toBeGreaterThan(20);
	const said = written.join('\n');
	for (const secret of secrets) expect(said.includes(secret)).toBe(false);
});
