import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONNECTION_CHECKS } from '#domain/mailboxes/connection-settings.ts';
import { checkConnection } from '#mail/connection/checks.ts';
import { smtpLogin } from '#mail/connection/smtp-login.ts';
import type { Credentials } from '#mail/credentials.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { askGuarded } from '#platform/network/ask-guarded.ts';
import { resolveGuarded } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { startAuthorityRig, type AuthorityRig } from '#tests/environment/authority-rig.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';
import { startPostfix, type PostfixServer } from './postfix.ts';

const LEA = 'lea@cadrelune.example';
const NORA = 'nora@cadrelune.example';
const LIMITS = { answerWithin: LONGEST_WAIT, answerAtMost: 64 * 1024 };

let rig: AuthorityRig;
/** Who says whose a token is. */
let asked: { introspectionUrl: string; authority: string };
let dovecot: DovecotServer;
let postfix: PostfixServer;
let policy: NetworkPolicy;

beforeAll(async () => {
	rig = await startAuthorityRig();
	rig.store.ensure({ address: LEA, name: 'Léa', vendor: 'microsoft' });
	rig.store.ensure({ address: NORA, name: 'Nora', vendor: 'google' });
	const introspectionUrl = `${rig.origin.replace('127.0.0.1', 'localhost')}/introspect`;
	asked = { introspectionUrl, authority: rig.certificate.authority };
	dovecot = await startDovecot({ tokens: asked });
	for (const user of [LEA, NORA]) dovecot.addUser(user, 'secret');
	postfix = await startPostfix(dovecot, 'cadrelune.example');
	policy = {
		kind: 'real',
		allowedPrivateHosts: ['127.0.0.1', 'localhost'],
		authorities: [dovecot.authority, postfix.authority, rig.certificate.authority],
	};
});
afterAll(async () => {
	await postfix?.stop();
	await dovecot?.stop();
	await rig?.close();
});

const tokenOf = async (vendor: 'microsoft' | 'google', user: string): Promise<Credentials> => ({
	kind: 'oauth',
	user,
	accessToken: (await rig.consent(vendor, user)).accessToken,
});

/** The connection test that the product makes: what fails, and why. */
async function failures(address: string, credentials: Credentials): Promise<Record<string, string>> {
	const settings = {
		address,
		ownerAddress: address,
		imap: { host: 'localhost', port: dovecot.imapsPort, security: 'tls' },
		smtp: { host: 'localhost', port: postfix.smtpsPort, security: 'tls' },
		imapCredentials: credentials,
		smtpCredentials: credentials,
	} as const;
	const words = { subject: 'Essai', text: 'Un essai.' };
	const limits = { within: LONGEST_WAIT, roundTripWithin: LONGEST_WAIT };
	const failed: Record<string, string> = {};
	for await (const result of checkConnection(CONNECTION_CHECKS, settings, policy, words, limits))
		if (result.state === 'failed') failed[result.check] = result.code!;
	return failed;
}

describe('a Dovecot and a Postfix that ask the provider whose a token is', () => {
	it.each([
		['microsoft', LEA],
		['google', NORA],
	] as const)('%s: every line of the connection test succeeds by token', async (vendor, user) => {
		expect(await failures(user, await tokenOf(vendor, user))).toEqual({});
	});

	it('a token that was renewed opens it; one that is made up, another’s or revoked does not', async () => {
		const { grant } = await rig.consent('microsoft', LEA);
		const renewed = await rig.provider('microsoft').renew(grant, 'mail');
		if (renewed.kind !== 'granted') throw new Error(renewed.code);
		const { accessToken } = renewed;
		expect(await failures(LEA, { kind: 'oauth', user: LEA, accessToken })).toEqual({});
		const refused = { 'login-imap': 'password-refused', 'login-smtp': 'password-refused' };
		expect(await failures(LEA, { kind: 'oauth', user: LEA, accessToken: 'made-up' })).toEqual(refused);
		expect(await failures(NORA, { kind: 'oauth', user: NORA, accessToken })).toEqual(refused);
		rig.store.revoke(LEA);
		expect(await failures(LEA, { kind: 'oauth', user: LEA, accessToken })).toEqual(refused);
	});

	it('one that offers XOAUTH2 alone, as Exchange Online does, is opened by it', async () => {
		const exchange = await startDovecot({ tokens: asked, byToken: 'xoauth2' });
		const trusting = { ...policy, authorities: [exchange.authority] } as NetworkPolicy;
		const login = async (credentials: Credentials) => {
			const server = { host: 'localhost', port: exchange.imapsPort, security: 'tls' } as const;
			const session = await openImap({ ...server, credentials }, trusting);
			const folders = await session.folders();
			await session.leave();
			return folders.length;
		};
		expect(await login(await tokenOf('microsoft', LEA))).toBeGreaterThan(0);
		const wrong = { kind: 'oauth', user: LEA, accessToken: 'made-up' } as const;
		await expect(login(wrong)).rejects.toMatchObject({ code: 'auth-refused' });
		await exchange.stop();
	});

	it('passwords open it as before', async () => {
		expect(await failures(NORA, { kind: 'password', user: NORA, password: 'secret' })).toEqual({});
	});

	it('what an IMAP server says of a token ends in a code, without a word of it', async () => {
		const account = {
			host: 'localhost',
			port: dovecot.imapsPort,
			security: 'tls',
			credentials: { kind: 'oauth', user: LEA, accessToken: 'canary-of-a-token' },
		} as const;
		const error: unknown = await openImap(account, policy).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ code: 'auth-refused', message: 'auth-refused' });
		expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary');
	});
});

describe('an SMTP server that asks the provider itself', () => {
	it('takes a token that is good for sending, and no other', async () => {
		const signedIn: string[] = [];
		const server = new SMTPServer({
			secure: true,
			key: rig.certificate.key,
			cert: rig.certificate.cert,
			authMethods: ['XOAUTH2'],
			onAuth({ username, accessToken = '' }, _session, callback) {
				signedIn.push(username ?? '');
				introspect(accessToken).then(
					(said) => {
						const isGood =
							said.active === 'true' && said.email === username && /SMTP\.Send/.test(said.scope ?? '');
						callback(null, isGood ? { user: username! } : { data: { status: '400', schemes: 'bearer' } });
					},
					(error: Error) => callback(error),
				);
			},
		});
		server.on('error', () => {});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.server.address() as AddressInfo;
		const login = async (accessToken: string) => {
			const target = await resolveGuarded('localhost', port, policy);
			return smtpLogin(target, 'tls', { kind: 'oauth', user: LEA, accessToken }, LONGEST_WAIT);
		};
		const { accessToken, grant } = await rig.consent('microsoft', LEA, { purpose: 'mail-and-graph' });
		const graph = await rig.provider('microsoft').renew(grant, 'graph');
		if (graph.kind !== 'granted') throw new Error(graph.code);
		expect(await login(accessToken)).toBeUndefined();
		expect(await login(graph.accessToken)).toBe('password-refused');
		expect(await login('made-up')).toBe('password-refused');
		expect(signedIn).toEqual([LEA, LEA, LEA]);
		await new Promise<void>((resolve) => server.close(() => resolve()));
	});
});

async function introspect(token: string): Promise<{ active: string; email?: string; scope?: string }> {
	const question = {
		url: `${rig.origin}/introspect`,
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: new URLSearchParams({ token }).toString(),
	} as const;
	return JSON.parse((await askGuarded(question, policy, LIMITS)).body) as { active: string };
}
