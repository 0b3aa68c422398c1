import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { linesOf } from '#domain/mailboxes/connection-settings.ts';
import { sendingByGraph } from '#activities/connection/sending-by-graph.ts';
import { checkConnection } from '#mail/connection/checks.ts';
import type { ConnectionSettings, SendingApi } from '#mail/connection/tested-account.ts';
import type { Credentials } from '#mail/credentials.ts';
import { openImap } from '#mail/imap/open-imap.ts';
import { parseConfig, type Config } from '#platform/config.ts';
import { networkPolicyOf } from '#platform/network/policy-of-config.ts';
import { createWorldClient, type WorldClient } from '#platform/world/client.ts';
import { composeProbe } from '#mail/connection/probe-mail.ts';
import { PATIENT_GRAPH } from '#tests/environment/patient-graph.ts';
import { openSignInProviders } from '#providers/sign-in/open-sign-in.ts';
import type { SignInProvider } from '#providers/sign-in/sign-in-provider.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { browse, consentAs, pkce } from '#tests/environment/sign-in-browser.ts';
import { send } from './testing/demo-mailbox.ts';
import { startWorld, type World } from './world.ts';

const PUBLIC_URL = 'https://refrain.example';
const redirectUri = `${PUBLIC_URL}/connect/callback`;
const LEA = 'lea.dorvigny@cadrelune.example';
const HUGO = 'hugo.sarmentel@cadrelune.example';
const NORA = 'nora.belhassi@cadrelune-lyon.example';
const INFORMATIQUE = 'informatique@cadrelune.example';
const CAMILLE = 'camille.aubrelle@cadrelune.example';

const words = { subject: 'Essai', text: 'Un essai.' };

let folder: string;
let world: World;
let client: WorldClient;
let config: Config;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'world-'));
	await begin();
});
afterAll(async () => {
	await world?.stop();
	await rm(folder, { recursive: true });
});
beforeEach(async () => {
	for (const address of [LEA, HUGO, NORA])
		await client.changeAccount(address, { trouble: null, takesImap: true, takesSmtp: true });
});

async function begin(): Promise<void> {
	world = await startWorld({ folder, publicUrl: PUBLIC_URL, onFault: (error) => console.error(error) });
	client = createWorldClient({ url: `http://127.0.0.1:${world.ports.control}`, token: world.token });
	const ports = Object.fromEntries(
		[
			['SMTP', world.ports.smtp],
			['IMAP', world.ports.imap],
			['CONTROL', world.ports.control],
			['NAMES', world.ports.names],
			['SIGN_IN', world.ports.signIn],
			['SIGN_IN_PAGES', world.ports.signInPages],
			['GRAPH', world.ports.graph],
		].map(([name, port]) => [`REFRAIN_WORLD_${name}_PORT`, String(port)]),
	);
	config = parseConfig({
		DATABASE_URL: 'postgresql://nobody@127.0.0.1/none',
		TEMPORAL_ADDRESS: '127.0.0.1:7233',
		REFRAIN_MASTER_KEY: 'ab'.repeat(32),
		REFRAIN_PUBLIC_URL: PUBLIC_URL,
		REFRAIN_SANDBOX: 'on',
		REFRAIN_WORLD_AUTHORITY: world.authorityFile,
		// The sandbox signs nobody in at the vendor itself, whatever is configured.
		REFRAIN_GOOGLE_CLIENT_ID: '1-a.apps.googleusercontent.com',
		REFRAIN_GOOGLE_CLIENT_SECRET: 'of-the-vendor',
		...ports,
	});
}

function providerOf(vendor: 'microsoft' | 'google'): SignInProvider {
	const limits = { answerWithin: LONGEST_WAIT, answerAtMost: 64 * 1024 };
	return openSignInProviders(config.signIn, networkPolicyOf(config), limits).get(vendor)!;
}

const tokenOf = async (vendor: 'microsoft' | 'google', address: string): Promise<Credentials> => {
	const { accessToken } = await consentAs(providerOf(vendor), address, { redirectUri });
	return { kind: 'oauth', user: address, accessToken };
};

/** The connection test that the product makes of an account: what fails, and why. */
async function failures(
	address: string,
	credentials: Credentials,
	api?: SendingApi,
): Promise<Record<string, string>> {
	const { host, imapPort, smtpPort } = config.sandbox!;
	const settings: ConnectionSettings = {
		address,
		ownerAddress: address,
		imap: { host, port: imapPort, security: 'tls' },
		smtp: { host, port: smtpPort, security: 'tls' },
		imapCredentials: credentials,
		smtpCredentials: credentials,
		api,
	};
	const limits = { within: LONGEST_WAIT, roundTripWithin: LONGEST_WAIT };
	const failed: Record<string, string> = {};
	for await (const result of checkConnection(
		linesOf(api ? 'graph' : 'smtp'),
		settings,
		networkPolicyOf(config),
		words,
		limits,
	))
		if (result.state === 'failed') failed[result.check] = result.code!;
	return failed;
}

describe('mailboxes of the world that take tokens', () => {
	it('who is signed in at Microsoft and has consented gets from one address to a working mailbox', async () => {
		expect(await failures(LEA, await tokenOf('microsoft', LEA))).toEqual({});
	});

	it('Google: by token, or by the app password', async () => {
		expect(await failures(NORA, await tokenOf('google', NORA))).toEqual({});
		expect(await failures(NORA, { kind: 'password', user: NORA, password: 'abcdefghijklmnop' })).toEqual({});
	});

	it('Hugo waits for the administrator, who consents for everybody', async () => {
		const provider = providerOf('microsoft');
		const { challenge } = pkce();
		const purpose = 'mail-and-graph';
		const url = provider.authorisationUrl({ state: 's', challenge, loginHint: HUGO, redirectUri, purpose });
		const before = await browse(url, { act: 'choose', account: HUGO });
		expect(before.html).toContain('Accord d’un administrateur nécessaire');
		const theirs = provider.adminConsentUrl!({ state: 't', redirectUri, purpose });
		const { location } = await browse(theirs, { act: 'consent', account: INFORMATIQUE });
		expect(location!.searchParams.get('admin_consent')).toBe('True');
		await client.changeAccount(HUGO, { takesSmtp: false });
		expect(await failures(HUGO, await tokenOf('microsoft', HUGO))).toEqual({
			'login-smtp': 'protocol-disabled',
		});
		const { organisations } = await client.accounts();
		expect(organisations).toContainEqual({
			domain: 'cadrelune.example',
			needsAdministrator: true,
			hasConsented: true,
		});
	});

	it('who consented to Graph sends through it where SMTP is closed, by a token of its own', async () => {
		const provider = providerOf('microsoft');
		const { accessToken, grant } = await consentAs(provider, HUGO, {
			redirectUri,
			purpose: 'mail-and-graph',
		});
		const renewed = await provider.renew(grant, 'graph');
		expect(renewed).toMatchObject({ kind: 'granted', missing: [] });
		const through = (token: string) =>
			sendingByGraph(
				{
					graph: { url: config.graphUrl, limits: PATIENT_GRAPH },
					policy: networkPolicyOf(config),
				},
				{ accessToken: token },
			);
		const byGraph = through(renewed.kind === 'granted' ? renewed.accessToken : '');
		await client.changeAccount(HUGO, { takesSmtp: false });
		const credentials: Credentials = { kind: 'oauth', user: HUGO, accessToken };
		expect(await failures(HUGO, credentials, byGraph)).toEqual({});
		expect(await failures(HUGO, credentials, through(accessToken))).toEqual({ graph: 'graph-denied' });

		// What SMTP would refuse comes back as a report, and nothing leaves for a real address.
		const session = await openImap(
			{ host: config.sandbox!.host, port: config.sandbox!.imapPort, security: 'tls', credentials },
			networkPolicyOf(config),
		);
		for (const address of ['nobody@cadrelune.example', 'somebody@real-company.fr']) {
			const alien = { from: address, to: address };
			const probe = { ...alien, token: address, bytes: await composeProbe(alien, address, words) };
			expect((await byGraph.send(probe)).state).not.toBe('accepted');
			const own = await composeProbe({ from: HUGO, to: address }, address, words);
			expect((await byGraph.send({ ...probe, bytes: own })).state).toBe('accepted');
			await session.open('INBOX');
			const reports = await session.uidsWithHeader('Subject', 'Undelivered Mail Returned to Sender');
			expect(reports).toHaveLength(1);
			await session.remove('INBOX', reports);
		}
		await session.leave();
	});

	it('what is switched off for the mailbox is said as Exchange Online says it', async () => {
		const credentials = await tokenOf('microsoft', LEA);
		await client.changeAccount(LEA, { takesSmtp: false, takesImap: false });
		expect(await failures(LEA, credentials)).toMatchObject({
			'login-imap': 'protocol-disabled',
			'login-smtp': 'protocol-disabled',
		});
		await client.changeAccount(LEA, { takesSmtp: true, takesImap: true });
		expect(await failures(LEA, credentials)).toEqual({});
	});

	it('Microsoft takes no password, whatever it is', async () => {
		const password: Credentials = { kind: 'password', user: LEA, password: 'boite-lea' };
		expect(await failures(LEA, password)).toMatchObject({
			'login-imap': 'password-refused',
			'login-smtp': 'protocol-disabled',
		});
	});

	it('a token opens its own mailbox, while it holds and while its grant does', async () => {
		const credentials = await tokenOf('microsoft', LEA);
		const refused = { 'login-imap': 'password-refused', 'login-smtp': 'password-refused' };
		expect(await failures(LEA, { ...credentials, accessToken: 'made-up' } as Credentials)).toMatchObject(
			refused,
		);
		for (const other of [NORA, CAMILLE])
			expect(await failures(other, { ...credentials, user: other })).toMatchObject(refused);
		const session = await openImap(
			{ host: config.sandbox!.host, port: config.sandbox!.imapPort, security: 'tls', credentials },
			networkPolicyOf(config),
		);
		await client.revoke(LEA);
		await expect(session.folders()).rejects.toMatchObject({ code: 'connection-lost' });
		session.close();
		expect(await failures(LEA, credentials)).toMatchObject(refused);
	});

	it('accounts, consents and grants outlive a restart, and passwords open the others as before', async () => {
		const provider = providerOf('google');
		const { grant, accessToken } = await consentAs(provider, NORA, { redirectUri });
		await client.changeAccount(LEA, { trouble: 'disabled' });
		await world.stop();
		await begin();
		expect(await failures(NORA, { kind: 'oauth', user: NORA, accessToken })).toEqual({});
		expect(await provider.renew(grant, 'mail')).toMatchObject({ kind: 'granted' });
		const { accounts } = await client.accounts();
		expect(accounts.find(({ address }) => address === LEA)).toMatchObject({ trouble: 'disabled' });
		const mail = { from: CAMILLE, to: NORA, subject: 'Bonjour', text: 'Un mot.' };
		const authority = await import('node:fs/promises').then(({ readFile }) =>
			readFile(world.authorityFile, 'utf8'),
		);
		expect((await send({ ports: world.ports, authority }, mail)).accepted).toEqual([NORA]);
	});

	it('what makes no sense is refused by the control interface', async () => {
		await expect(client.changeAccount('nobody@a.example', {})).rejects.toMatchObject({ code: 'not-found' });
		const wrong = [{ trouble: 'bored' }, { answersAfter: -1 }, { address: 'x' }, { accessHolds: 1e12 }];
		for (const change of wrong)
			await expect(client.changeAccount(LEA, change as object)).rejects.toMatchObject({ code: 'invalid' });
		await expect(client.revoke('nobody@a.example')).rejects.toMatchObject({ code: 'not-found' });
	});
});
