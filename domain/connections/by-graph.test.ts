/** Sending through Microsoft Graph where SMTP stays closed (D-65), from the offer to the mailbox and back. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { openConnectionTest } from '#domain/mailboxes/run-connection-test.ts';
import { Office } from '#tests/environment/office.ts';
import { readConsentPage, returnOfAdministrator } from './administrator-consent.ts';
import { beginConnection } from './begin-connection.ts';
import { giveOutgoingServer } from './give-outgoing-server.ts';
import { readConsentRequest } from './read-consent-request.ts';
import { recordRecognition } from './record-recognition.ts';
import { sendBySmtp } from './send-by-smtp.ts';
import { granted, refused, signingsOf, type Signing } from './signings.test-support.ts';
import type { GraphAnswer, SignInAnswer } from './take-sign-in.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;
let signings: ReturnType<typeof signingsOf>;

beforeAll(async () => {
	office = await Office.open('by-graph');
	signings = signingsOf(office, envelopes);
});
afterAll(() => office.close());

const GRAPH: GraphAnswer = { kind: 'granted', accessToken: 'graph-token', holds: 3_600_000, missing: 0 };
const back = (signing: Signing) => office.tx((tx) => sendBySmtp(tx, signing.actor, signing.id));
const senderOf = (mailboxId: string | null) =>
	office.tx(({ db }) => db.sender.findFirstOrThrow({ where: { mailboxId: mailboxId! } }));

/** Her test found SMTP closed. */
async function smtpClosed(domain?: string): Promise<Signing> {
	const signing = await signings.signedIn(domain);
	await signings.look(signing);
	await signings.runTest(signing, 'protocol-disabled', 'login-smtp');
	await signings.look(signing);
	return signing;
}

/** She presses *Envoyer par Microsoft Graph*, and the provider answers. */
async function asksForGraph(signing: Signing, said: SignInAnswer): Promise<void> {
	const { state, purpose } = await signings.leave(signing, 'graph');
	expect(purpose).toBe('mail-and-graph');
	await signings.comeBack(signing, state);
	expect(await signings.question(signing)).toMatchObject({ kind: 'redeem', purpose: 'mail-and-graph' });
	await signings.answer(signing, said, 'mail-and-graph');
}

const lines = async (signing: Signing) =>
	(await signings.read(signing)).checks.map(({ check }) => check).filter((check) => check !== 'firewall');

describe('Envoyer par Microsoft Graph', () => {
	it('asks for one more consent, tests reading by IMAP and sending by Graph, and saves both', async () => {
		const signing = await smtpClosed();
		await asksForGraph(signing, granted(signing.address, { graph: GRAPH }));
		await signings.look(signing);
		expect(await lines(signing)).toEqual([
			...['address', 'dns-imap', 'tcp-imap', 'tls-imap', 'certificate-imap', 'login-imap', 'inbox'],
			...['graph', 'round-trip'],
		]);
		const { testId } = await signings.rowOf(signing);
		const open = await office.tx((tx) => openConnectionTest(tx, envelopes, testId!));
		expect(open!.secrets).toEqual({ imap: 'the-token', smtp: 'graph-token' });
		await signings.runTest(signing);
		expect(await signings.look(signing)).toEqual({ kind: 'ended' });
		const { mailboxId, graphSealed } = await signings.rowOf(signing);
		expect(graphSealed).toBeNull();
		expect(await senderOf(mailboxId)).toMatchObject({ delivery: 'graph' });
		// Neither token stays anywhere as if it were a password.
		const secrets = await office.tx(async (tx) => [
			await openMailboxSecret(tx, envelopes, mailboxId!),
			await tx.db.senderSecret.count({ where: { sender: { mailboxId: mailboxId! } } }),
		]);
		expect(secrets).toEqual([undefined, 0]);
	});

	it('goes on so where the mailbox is connected anew, and goes back to SMTP where that is open again', async () => {
		const signing = await smtpClosed();
		await asksForGraph(signing, granted(signing.address, { graph: GRAPH }));
		await signings.look(signing);
		await signings.runTest(signing);
		await signings.look(signing);
		const { mailboxId, recognition } = await signings.rowOf(signing);
		const { connectionId: id } = await office.tx((tx) =>
			beginConnection(tx, signing.actor, { mailboxId: mailboxId!, language: 'fr' }),
		);
		await office.tx((tx) => recordRecognition(tx, id, { provider: null }, recognition as never));
		const again = { ...signing, id };
		expect((await signings.read(again)).settings).toMatchObject({ delivery: 'graph' });
		expect((await signings.leave(again)).purpose).toBe('mail-and-graph');
		await back(again);
		expect((await signings.leave(again)).purpose).toBe('mail');
		await signings.comeBack(again, (await signings.leave(again)).state);
		await signings.question(again);
		await signings.answer(again, granted(signing.address));
		await signings.look(again);
		expect(await lines(again)).toContain('login-smtp');
		await signings.runTest(again);
		await signings.look(again);
		expect(await senderOf(mailboxId)).toMatchObject({ delivery: 'smtp' });
	});

	const REFUSED: SignInAnswer = {
		kind: 'refused',
		isPermanent: true,
		fault: 'declined',
		code: 'access_denied',
	};
	const cases: [string, (signing: Signing) => SignInAnswer, string][] = [
		['a consent that is declined', () => REFUSED, 'declined'],
		['another account', () => granted('somebody@elsewhere.example', { graph: GRAPH }), 'other-account'],
		[
			'a permission that is missing',
			({ address }) => granted(address, { graph: { ...GRAPH, missing: 1 } }),
			'permissions-missing',
		],
		[
			'no token for Graph',
			({ address }) =>
				granted(address, { graph: { kind: 'refused', fault: 'consent-required', code: 'AADSTS65001' } }),
			'consent-required',
		],
	];
	it.each(cases)('%s is told, and what reads the mailbox is kept', async (_, said, fault) => {
		const signing = await smtpClosed();
		await asksForGraph(signing, said(signing));
		expect(await signings.read(signing)).toMatchObject({ stage: 'mending', fault, mayRetry: true });
		expect((await signings.read(signing)).history[0]).toMatchObject({ data: expect.any(Object) as object });
	});

	it('a page of the provider that is left at once keeps the tries by itself', async () => {
		const signing = await smtpClosed();
		const { nextLookAt } = await signings.rowOf(signing);
		expect(nextLookAt).not.toBeNull();
		const { state } = await signings.leave(signing, 'graph');
		await signings.comeBack(signing, state, { kind: 'refused', fault: 'declined', code: 'access_denied' });
		expect(await signings.rowOf(signing)).toMatchObject({ stage: 'mending', fault: 'declined', nextLookAt });
		expect((await signings.read(signing)).settings).toMatchObject({ delivery: 'smtp' });
	});

	it('a renewal that was asked for before SMTP was chosen again changes nothing of that', async () => {
		const signing = await smtpClosed();
		await asksForGraph(signing, granted(signing.address, { graph: GRAPH }));
		await signings.look(signing);
		await signings.runTest(signing, 'graph-denied', 'graph');
		await signings.look(signing);
		await back(signing);
		const late = { kind: 'refused', fault: 'consent-required', code: 'AADSTS65001' } as const;
		await signings.answer(signing, granted(undefined, { graph: late }), 'mail-and-graph');
		expect(await signings.read(signing)).toMatchObject({
			...{ stage: 'testing', settings: { delivery: 'smtp' } },
		});
		expect(await refused(back(signing))).toBe('nothing-to-retry');
	});

	it('both access tokens are renewed before a test, once one is over', async () => {
		const signing = await smtpClosed();
		await asksForGraph(signing, granted(signing.address, { graph: GRAPH }));
		await office.tx(
			({ db }) =>
				db.$executeRaw`UPDATE mailbox_connection SET graph_until = clock_timestamp() WHERE id = ${signing.id}::uuid`,
		);
		expect(await signings.look(signing)).toEqual({ kind: 'ask-provider' });
		expect(await signings.question(signing)).toMatchObject({ kind: 'renew', purpose: 'mail-and-graph' });
	});
});

describe('an administrator who must approve', () => {
	const NEEDED = { kind: 'refused', fault: 'consent-required', code: 'AADSTS65001' } as const;
	const asked = async (signing: Signing): Promise<string> => {
		const { state } = await signings.leave(signing, 'graph');
		await signings.comeBack(signing, state, NEEDED);
		const request = await office.tx((tx) => readConsentRequest(tx, envelopes, signing.actor, signing.id));
		expect(request.purpose).toBe('mail-and-graph');
		return request.token!;
	};

	it('is asked for Graph too, and his consent covers whoever waits for mail alone, not the reverse', async () => {
		const byGraph = await smtpClosed('deux.example');
		const byMail = await signings.atTheDoor('deux.example');
		await signings.comeBack(byMail, (await signings.leave(byMail)).state, NEEDED);
		const token = await asked(byGraph);
		expect(await readConsentPage(office.database, token)).toMatchObject({ purpose: 'mail-and-graph' });
		const ofMail = await office.tx((tx) => readConsentRequest(tx, envelopes, byMail.actor, byMail.id));
		await returnOfAdministrator(office.database, ofMail.token!, true);
		expect(await signings.read(byMail)).toMatchObject({ reason: 'connect-consented' });
		expect(await signings.read(byGraph)).toMatchObject({ stage: 'consent' });
		await returnOfAdministrator(office.database, token, true);
		expect(await signings.read(byGraph)).toMatchObject({ reason: 'connect-consented' });
		expect((await signings.leave(byGraph)).purpose).toBe('mail-and-graph');
	});

	it('is waited for no more where SMTP is chosen again: the test runs at once', async () => {
		const signing = await smtpClosed('trois.example');
		await asked(signing);
		await back(signing);
		await signings.look(signing);
		expect(await lines(signing)).toContain('login-smtp');
	});
});

describe('another outgoing server', () => {
	const smtp = { host: 'smtp.elsewhere.example', port: 465, security: 'tls' as const, user: 'relay' };
	const give = ({ actor, id: connectionId }: Signing) =>
		office.tx((tx) => giveOutgoingServer(tx, envelopes, actor, { connectionId, smtp, password: 'its-own' }));
	const opened = async (signing: Signing) => {
		const { testId } = await signings.rowOf(signing);
		return (await office.tx((tx) => openConnectionTest(tx, envelopes, testId!)))!;
	};

	it('is signed in to by its own password, and the mailbox by the consent', async () => {
		const signing = await smtpClosed();
		await give(signing);
		await signings.look(signing);
		const { settings, secrets } = await opened(signing);
		expect(settings.smtp).toEqual(smtp);
		expect(secrets).toEqual({ imap: 'the-token', smtp: 'its-own' });
		await signings.runTest(signing);
		await signings.look(signing);
		const { mailboxId } = await signings.rowOf(signing);
		expect(await senderOf(mailboxId)).toMatchObject({ smtpHost: smtp.host, delivery: 'smtp' });
		const kept = await office.tx(async ({ db }) => [
			await db.senderSecret.count({ where: { sender: { mailboxId: mailboxId! } } }),
			await db.mailboxGrant.count({ where: { mailboxId: mailboxId! } }),
		]);
		expect(kept).toEqual([1, 1]);
	});

	it('typed before the window is kept through it; its password leaves to no other server', async () => {
		const signing = await signings.atTheDoor();
		await give(signing);
		await signings.comeBack(signing, (await signings.leave(signing)).state);
		await signings.question(signing);
		await signings.answer(signing, granted(signing.address));
		await signings.look(signing);
		expect((await opened(signing)).secrets.smtp).toBe('its-own');
		// The provider is chosen anew: its own server, without that password.
		await signings.runTest(signing, 'mail-refused', 'round-trip');
		await signings.look(signing);
		await signings.elsewhere(signing);
		expect(await signings.rowOf(signing)).toMatchObject({ smtpSealed: null, grantSealed: null });
	});

	it('of one that is signed in to by password is typed with the incoming one', async () => {
		const signing = await signings.atTheDoor();
		await signings.elsewhere(signing);
		expect(await refused(give(signing))).toBe('password-only');
	});
});
