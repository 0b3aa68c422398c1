import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endConnectionTest, openConnectionTest, recordCheck } from '#domain/mailboxes/run-connection-test.ts';
import { openMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { connectionLimits } from '#platform/limits.ts';
import { refusalSentence } from '#texts/refusals.ts';
import { Office } from '#tests/environment/office.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { beginConnection, type ConnectionWish } from './begin-connection.ts';
import { chooseProvider } from './choose-provider.ts';
import { givePassword, type PasswordGiven } from './give-password.ts';
import { lookAtConnection } from './look-at-connection.ts';
import { readConnection } from './read-connection.ts';
import type { Recognition } from './recognition.ts';
import { readToRecognise, recordRecognition } from './record-recognition.ts';
import { retryConnection } from './retry-connection.ts';
import { withdrawConnection } from './withdraw-connection.ts';

const envelopes = createEnvelopes(randomBytes(32));
let office: Office;

beforeAll(async () => {
	office = await Office.open('connections');
});
afterAll(() => office.close());

/** Somebody who has no mailbox yet. */
async function newcomer(name = randomUUID().slice(0, 8)): Promise<Actor & { readonly address: string }> {
	const address = `${name}@cadrelune.example`;
	const id = await office.tx((tx) => createUser(tx, { email: address }));
	return { subscriptionId: office.subscriptionId, userId: id, licence: 'utilisateur', address };
}

const server = (host: string, port: number) => ({ host, port, security: 'tls' as const, user: 'someone' });
const FOUND: Recognition = {
	steps: [{ step: 'exchanger', outcome: 'found', milliseconds: 12, found: 'imap.orange.example' }],
	foundBy: 'exchanger',
	isProven: true,
	obstacle: null,
	accounts: [
		{
			provider: 'orange',
			ways: ['password'],
			imap: server('imap.orange.example', 993),
			smtp: server('smtp.orange.example', 465),
			isElsewhere: false,
			passwordPage: null,
			dailyLimit: 50,
		},
	],
};

const begin = (actor: Actor, wish: Partial<ConnectionWish> = {}) =>
	office
		.tx((tx) => beginConnection(tx, actor, { language: 'fr', ...wish }))
		.then((begun) => begun.connectionId);
const look = (id: string) => office.tx((tx) => lookAtConnection(tx, envelopes, id));
const read = (actor: Actor, id: string) => office.tx((tx) => readConnection(tx, actor, id));
const give = (actor: Actor, given: PasswordGiven) =>
	office.tx((tx) => givePassword(tx, envelopes, actor, given));
const recognise = (id: string, found = FOUND) =>
	office.tx((tx) => recordRecognition(tx, id, { provider: null }, found));
const refused = (run: Promise<unknown>) =>
	run.then(
		() => undefined,
		(error: Error) => error.message,
	);

/** The test under way of a connection: runs to its end, failing at one line. */
async function runTest(actor: Actor, id: string, failing?: { check: string; code: string }): Promise<void> {
	const { testId } = await office.tx(({ db }) => db.mailboxConnection.findFirstOrThrow({ where: { id } }));
	await office.tx((tx) => openConnectionTest(tx, envelopes, testId!));
	for (const { check } of (await read(actor, id)).checks) {
		const found =
			check === failing?.check
				? { state: 'failed' as const, code: failing.code as never }
				: { state: 'ok' as const };
		await office.tx((tx) =>
			recordCheck(tx, testId!, { check: check as never, milliseconds: 1, details: {}, ...found }),
		);
	}
	await office.tx((tx) => endConnectionTest(tx, testId!));
}

describe('a connection', () => {
	it('goes from an address to a mailbox: recognised, a password, its test, synchronised', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		expect(await look(id)).toEqual({ kind: 'recognise' });
		await recognise(id);
		expect(await look(id)).toEqual({ kind: 'wait', reason: 'connect-door', until: null });
		expect(await read(lea, id)).toMatchObject({ stage: 'choosing', provider: 'orange', way: 'password' });

		await give(lea, { connectionId: id, password: 'secret' });
		expect(await look(id)).toMatchObject({ kind: 'wait', reason: 'connect-testing' });
		await runTest(lea, id);
		expect(await look(id)).toEqual({ kind: 'ended' });

		const { stage, mailboxId, history } = await read(lea, id);
		expect(stage).toBe('done');
		expect(history.map(({ kind }) => kind)).toEqual(['connected', 'password-given', 'recognised', 'begun']);
		const mailbox = await office.tx(({ db }) =>
			db.mailbox.findFirstOrThrow({ where: { id: mailboxId! }, include: { sender: true } }),
		);
		expect(mailbox).toMatchObject({
			...{
				ownerId: lea.userId,
				address: lea.address,
				imapHost: 'imap.orange.example',
				state: 'synchronised',
			},
			sender: { smtpHost: 'smtp.orange.example', kind: 'personal', providerDailyLimit: 50 },
		});
		const kept = await office.tx((tx) => openMailboxSecret(tx, envelopes, mailboxId!));
		expect(kept).toEqual({ imap: 'secret', smtp: undefined });
	});

	it('is found again where it stands by whoever comes back, once an address', async () => {
		const lea = await newcomer();
		const ids = await Promise.all([begin(lea), begin(lea), begin(lea)]);
		expect(new Set(ids).size).toBe(1);
		const { history } = await read(lea, ids[0]!);
		expect(history).toHaveLength(1);
	});

	it('keeps no secret once it is over, and none that another provider asked for', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id);
		await give(lea, { connectionId: id, password: 'secret' });
		const sealed = () =>
			office
				.tx(({ db }) => db.mailboxConnection.findFirstOrThrow({ where: { id } }))
				.then((row) => row.sealed);
		expect(await sealed()).not.toBeNull();
		await office.tx((tx) => chooseProvider(tx, lea, { connectionId: id }));
		expect(await sealed()).toBeNull();
		await give(lea, { connectionId: id, password: 'secret' });
		await look(id);
		const { testId } = await office.tx(({ db }) => db.mailboxConnection.findFirstOrThrow({ where: { id } }));
		await office.tx((tx) => withdrawConnection(tx, lea, id));
		expect(await sealed()).toBeNull();
		// Its test ran on meanwhile.
		await office.tx((tx) => endConnectionTest(tx, testId!));
		expect(await look(id)).toEqual({ kind: 'ended' });
		expect(await office.tx(({ db }) => db.connectionTest.count({ where: { connectionId: id } }))).toBe(0);
		expect(await look(id)).toEqual({ kind: 'ended' });
		expect(await refused(give(lea, { connectionId: id, password: 'late' }))).toBe('connection-over');
		// What begins anew is another one.
		expect(await begin(lea)).not.toBe(id);
	});

	it('looks a provider up that somebody names', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id, { ...FOUND, accounts: [], foundBy: null });
		expect(await refused(give(lea, { connectionId: id, password: 'x' }))).toBe('servers-missing');
		await office.tx((tx) => chooseProvider(tx, lea, { connectionId: id, provider: 'gmail' }));
		expect(await look(id)).toEqual({ kind: 'recognise' });
		expect(await office.tx((tx) => readToRecognise(tx, id))).toEqual({
			address: lea.address,
			provider: 'gmail',
		});
	});

	it('what the search found stays beside a provider that is named: going back asks nobody again', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id);
		const choose = (provider?: string) =>
			office.tx((tx) => chooseProvider(tx, lea, { connectionId: id, provider }));
		const named = (provider: string): Recognition => ({
			...{ ...FOUND, steps: [], foundBy: 'chosen' },
			accounts: [{ ...FOUND.accounts[0]!, provider }],
		});
		const looksUp = async (provider: string) => {
			await choose(provider);
			expect(await look(id)).toEqual({ kind: 'recognise' });
			await office.tx((tx) => recordRecognition(tx, id, { provider }, named(provider)));
		};
		await looksUp('ovh');
		await looksUp('gandi');
		await choose();
		expect(await read(lea, id)).toMatchObject({ stage: 'choosing', provider: 'orange', recognition: FOUND });
		await looksUp('ovh');
		await choose('orange');
		expect(await read(lea, id)).toMatchObject({ stage: 'choosing', recognition: FOUND });
		expect((await read(lea, id)).settings?.imap.host).toBe('imap.orange.example');
	});

	it('what was found for an address is not taken for the provider that its owner named meanwhile', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		const asked = await office.tx((tx) => readToRecognise(tx, id));
		await office.tx((tx) => chooseProvider(tx, lea, { connectionId: id, provider: 'ovh' }));
		await office.tx((tx) => recordRecognition(tx, id, asked!, FOUND));
		expect(await read(lea, id)).toMatchObject({ stage: 'recognising', provider: 'ovh' });
		expect(await look(id)).toEqual({ kind: 'recognise' });
	});

	it('a password typed for a provider whose servers are still looked for goes to nobody else', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id);
		await office.tx((tx) => chooseProvider(tx, lea, { connectionId: id, provider: 'ovh' }));
		expect(await refused(give(lea, { connectionId: id, password: 'for-ovh' }))).toBe('servers-missing');
		expect(await read(lea, id)).toMatchObject({ stage: 'recognising', provider: 'ovh' });
	});

	it('takes no password where one signs in in a window', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id, {
			...FOUND,
			accounts: [{ ...FOUND.accounts[0]!, provider: 'microsoft-365', ways: ['microsoft'] }],
		});
		expect(await refused(give(lea, { connectionId: id, password: 'x' }))).toBe('window-only');
	});
});

describe('a test that fails', () => {
	it('for what an administrator may mend is made again by itself, told once, and its success saves', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id);
		await give(lea, { connectionId: id, password: 'secret' });
		await look(id);
		for (const round of [1, 2]) {
			await runTest(lea, id, { check: 'login-smtp', code: 'protocol-disabled' });
			const waits = await look(id);
			expect(waits).toMatchObject({ kind: 'wait', reason: 'connect-retrying' });
			const { stage, fault, nextLookAt, since } = await read(lea, id);
			expect({ stage, fault }).toEqual({ stage: 'mending', fault: 'protocol-disabled' });
			expect(nextLookAt!.getTime() - since.getTime()).toBe((round === 1 ? 15 : 60) * 60_000);
			await office.tx(({ db, at }) =>
				db.mailboxConnection.updateMany({ where: { id }, data: { nextLookAt: at } }),
			);
			expect(await look(id)).toMatchObject({ kind: 'wait', reason: 'connect-testing' });
		}
		await runTest(lea, id);
		expect(await look(id)).toEqual({ kind: 'ended' });
		const { history } = await read(lea, id);
		expect(history.filter(({ kind }) => kind === 'test-failed')).toHaveLength(1);
	});

	it('for a password waits for a person, who types another or has it tried again', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id);
		await give(lea, { connectionId: id, password: 'wrong' });
		await look(id);
		await runTest(lea, id, { check: 'login-imap', code: 'password-refused' });
		expect(await look(id)).toEqual({ kind: 'wait', reason: 'connect-refused', until: null });
		expect(await look(id)).toEqual({ kind: 'wait', reason: 'connect-refused', until: null });
		await office.tx((tx) => retryConnection(tx, lea, id));
		expect(await look(id)).toMatchObject({ reason: 'connect-testing' });
		expect(await refused(office.tx((tx) => retryConnection(tx, lea, id)))).toBe('nothing-to-retry');
		await give(lea, { connectionId: id, password: 'right' });
		await look(id);
		await runTest(lea, id);
		expect(await look(id)).toEqual({ kind: 'ended' });
	});

	it('changes nothing of a mailbox that exists', async () => {
		const mailbox = () =>
			office.tx(({ db }) =>
				db.mailbox.findFirstOrThrow({
					where: { id: office.mailboxId },
					include: { sender: true, secret: true },
				}),
			);
		const before = await mailbox();
		const id = await begin(office.camille, { mailboxId: office.mailboxId });
		await recognise(id);
		await give(office.camille, { connectionId: id, password: 'other' });
		await look(id);
		await runTest(office.camille, id, { check: 'login-imap', code: 'password-refused' });
		await look(id);
		expect(await mailbox()).toEqual(before);
	});
});

describe('tests that a person begins', () => {
	it('are bounded, and the sentence says when the next may run', async () => {
		const lea = await newcomer();
		const id = await begin(lea);
		await recognise(id);
		for (let begun = 0; begun < connectionLimits.testsAtMost; begun++)
			await give(lea, { connectionId: id, password: 'x' });
		const before = await read(lea, id);
		const error = await give(lea, { connectionId: id, password: 'another' }).catch(
			(thrown: unknown) => thrown,
		);
		expect(error).toMatchObject({ code: 'tests-too-many', details: { minutes: 60 } });
		// A refused one changes nothing: neither what is tried nor the history.
		expect(await read(lea, id)).toEqual(before);
		expect(refusalSentence('tests-too-many', { minutes: 60 }, 'fr')).toContain('60');
		await office.tx(
			({ db }) =>
				db.$executeRaw`UPDATE test_begun SET at = at - interval '61 minutes' WHERE user_id = ${lea.userId}::uuid`,
		);
		await give(lea, { connectionId: id, password: 'x' });
		// Somebody else's tests are hers alone.
		const hugo = await newcomer();
		await give(hugo, {
			connectionId: await begin(hugo).then(async (other) => (await recognise(other), other)),
			password: 'x',
		});
	});
});

describe('whose it is', () => {
	it('an owner is told that somebody else tests his mailbox', async () => {
		const id = await begin(office.ines, { mailboxId: office.mailboxId });
		await recognise(id);
		await give(office.ines, { connectionId: id, password: 'other' });
		expect((await office.notifications()).map(({ kind }) => kind)).toContain('mailbox-tested');
		await office.tx((tx) => withdrawConnection(tx, office.ines, id));
	});

	it('a responsable connects a colleague’s mailbox, which is his; a colleague does not', async () => {
		const baptiste = await newcomer();
		const karim = await newcomer();
		expect(await refused(begin(karim, { forUserId: baptiste.userId }))).toBe('not-allowed');
		const id = await begin(office.ines, { forUserId: baptiste.userId });
		await recognise(id);
		expect(await refused(read(karim, id))).toBe('not-allowed');
		await give(office.ines, { connectionId: id, password: 'secret' });
		await look(id);
		await runTest(office.ines, id);
		expect(await look(id)).toEqual({ kind: 'ended' });
		const { mailboxId } = await read(baptiste, id);
		const { ownerId, address } = await office.tx(({ db }) =>
			db.mailbox.findFirstOrThrow({ where: { id: mailboxId! } }),
		);
		expect({ ownerId, address }).toEqual({ ownerId: baptiste.userId, address: baptiste.address });
	});

	it('a shared address is a responsable’s to connect, and nobody’s sign-in', async () => {
		const karim = await newcomer();
		const sharedAddress = 'contact@cadrelune.example';
		expect(await refused(begin(karim, { sharedAddress }))).toBe('not-allowed');
		const id = await begin(office.ines, { sharedAddress });
		await recognise(id);
		await give(office.ines, { connectionId: id, password: 'secret' });
		await look(id);
		await runTest(office.ines, id);
		expect(await look(id)).toEqual({ kind: 'ended' });
		const sender = await office.tx(({ db }) =>
			db.sender.findFirstOrThrow({ where: { address: sharedAddress } }),
		);
		expect(sender.kind).toBe('shared');
		expect(await refused(begin(office.ines, { sharedAddress }))).toBe('mailbox-exists');
	});

	it('an address that a colleague connected is refused', async () => {
		const lea = await newcomer();
		await office.tx((tx) =>
			tx.db.mailbox.updateMany({ where: { id: office.mailboxId }, data: { address: lea.address } }),
		);
		expect(await refused(begin(lea))).toBe('mailbox-exists');
	});
});
