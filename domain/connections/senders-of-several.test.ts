import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf } from '#domain/mailboxes/connection-settings.ts';
import { deleteMailbox } from '#domain/mailboxes/delete-mailbox.ts';
import { changeRelay } from '#domain/mailboxes/relays/change-relay.ts';
import { deleteRelay } from '#domain/mailboxes/relays/delete-relay.ts';
import { endConnectionTest, openConnectionTest, recordCheck } from '#domain/mailboxes/run-connection-test.ts';
import { switchRelays } from '#domain/mailboxes/relays/relay-switch.ts';
import { openOfSender } from '#domain/mailboxes/set-mailbox-secret.ts';
import { recordCaughtUp } from '#domain/mailboxes/record-caught-up.ts';
import { recordLoss } from '#domain/mailboxes/record-loss.ts';
import { recordProof } from '#domain/mailboxes/record-proof.ts';
import { takeWatch } from '#domain/mailboxes/take-watch.ts';
import { keepGrant } from '#domain/mailboxes/token-lease.ts';
import { changeMailboxUsers, previewUsers } from '#domain/mailboxes/users-of-mailbox.ts';
import { accessToMessages } from '#domain/privacy/open-mails.ts';
import { supportActor } from '#domain/support/audit.ts';
import type { Actor } from '#domain/values/actor.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { Office } from '#tests/environment/office.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { beginConnection, type ConnectionWish } from './begin-connection.ts';
import { beginMending } from './begin-mending.ts';
import { givePassword } from './give-password.ts';
import { lookAtConnection } from './look-at-connection.ts';
import { readConnection } from './read-connection.ts';
import { beginRelay, giveRelay, type RelayWish } from './relay-connection.ts';
import { recordRecognition } from './record-recognition.ts';
import { returnFromProvider } from './return-from-provider.ts';
import { searchAgain } from './search-again.ts';
import { beginVisit } from './sign-in-visit.ts';
import { takeSignIn } from './take-sign-in.ts';

const envelopes = createEnvelopes(randomBytes(32));
const server = (host: string, port: number) => ({ host, port, security: 'tls' as const, user: 'someone' });
const servers = { imap: server('imap.example', 993), smtp: server('smtp.example', 465) };
let office: Office;

beforeAll(async () => {
	office = await Office.open('senders-of-several');
	await office.tx((tx) => switchRelays(tx, supportActor(office.subscriptionId, randomUUID()), true));
});
afterAll(() => office.close());

async function colleague(licence: Actor['licence'] = 'utilisateur'): Promise<Actor & { address: string }> {
	const address = `${randomUUID().slice(0, 8)}@cadrelune.example`;
	const userId = await office.tx((tx) => createUser(tx, { email: address, licence }));
	return { subscriptionId: office.subscriptionId, userId, licence, address };
}
const refused = (run: Promise<unknown>) =>
	run.then(
		() => undefined,
		(error: Error) => error.message,
	);
const begin = async (actor: Actor, wish: Partial<ConnectionWish>) =>
	(await office.tx((tx) => beginConnection(tx, actor, { language: 'fr', ...wish }))).connectionId;
const look = (id: string) => office.tx((tx) => lookAtConnection(tx, envelopes, id));
const read = (id: string, actor: Actor = office.ines) => office.tx((tx) => readConnection(tx, actor, id));

/** The test of a connection runs to its end, with one line that fails. */
async function pass(id: string, failing?: string): Promise<void> {
	await look(id);
	const { testId } = await office.tx(({ db }) => db.mailboxConnection.findFirstOrThrow({ where: { id } }));
	await office.tx((tx) => openConnectionTest(tx, envelopes, testId!));
	for (const { check } of (await read(id)).checks) {
		const bad = check === failing ? { state: 'failed', code: 'password-refused' } : { state: 'ok' };
		const found = { check, milliseconds: 1, details: {}, ...bad } as never;
		await office.tx((tx) => recordCheck(tx, testId!, found));
	}
	await office.tx((tx) => endConnectionTest(tx, testId!));
	await look(id);
}

/** A shared mailbox of these people. */
async function shared(users: readonly Actor[], takesSequences = true): Promise<string> {
	const sharedAddress = `${randomUUID().slice(0, 8)}@cadrelune.example`;
	const userIds = users.map(({ userId }) => userId);
	const id = await begin(office.ines, { sharedAddress, userIds, takesSequences });
	const none = { steps: [], foundBy: null, isProven: false, obstacle: null, accounts: [] };
	await office.tx((tx) => recordRecognition(tx, id, { provider: null }, none));
	const given = { connectionId: id, password: 'secret', servers };
	await office.tx((tx) => givePassword(tx, envelopes, office.ines, given));
	await pass(id);
	const { mailboxId } = await read(id);
	return mailboxId!;
}

const usersOf = (mailboxId: string) =>
	office.tx(async ({ db }) =>
		(await db.mailboxUser.findMany({ where: { mailboxId } })).map(({ userId }) => userId).sort(),
	);

describe('a shared mailbox (D-25)', () => {
	it('is its users’ from the moment it is connected, and writes in the subscription’s name', async () => {
		const [karim, lea] = [await colleague(), await colleague()];
		const mailboxId = await shared([karim, lea]);
		expect(await usersOf(mailboxId)).toEqual([karim.userId, lea.userId].sort());
		const sender = await office.tx(({ db }) => db.sender.findFirstOrThrow({ where: { mailboxId } }));
		expect(sender).toMatchObject({ kind: 'shared', displayName: 'Cadrelune', takesSequences: true });
	});

	it('is never a colleague’s own address, and has users of this subscription', async () => {
		const karim = await colleague();
		const sharedAddress = karim.address.toUpperCase();
		expect(await refused(begin(office.ines, { sharedAddress }))).toBe('address-of-user');
		const other = 'ventes@cadrelune.example';
		expect(await refused(begin(office.ines, { sharedAddress: other, userIds: [] }))).toBe('users-missing');
		const userIds = [randomUUID()];
		expect(await refused(begin(office.ines, { sharedAddress: other, userIds }))).toBe('missing');
	});

	it('is found by a second responsable where the first one left it', async () => {
		const second = await colleague('responsable');
		const sharedAddress = 'deux@cadrelune.example';
		expect(await begin(second, { sharedAddress })).toBe(await begin(office.ines, { sharedAddress }));
	});

	it('is read by its users alone, whoever opened it', async () => {
		const karim = await colleague();
		const mailboxId = await shared([karim]);
		const { messageId } = await office.receive({ verdict: 'human-received' });
		await office.tx(({ db }) => db.message.updateMany({ where: { id: messageId }, data: { mailboxId } }));
		const isOpen = async ({ userId }: Actor) =>
			Boolean((await office.tx((tx) => accessToMessages(tx, userId, [messageId]))).get(messageId)?.isOpen);
		expect([await isOpen(karim), await isOpen(office.ines), await isOpen(office.camille)]).toEqual([
			true,
			false,
			false,
		]);
	});

	it('carries sequences where a responsable allows it, for its users', async () => {
		const contact = await office.contact();
		const sequenceId = await office.sequence();
		const closed = await shared([office.camille], false);
		const wish = { contactId: contact.contactId, sequenceId };
		expect(await refused(office.engage({ ...wish, mailboxId: closed }))).toBe('refused-mailbox');
		const others = await shared([office.ines]);
		expect(await refused(office.engage({ ...wish, mailboxId: others }))).toBe('refused-mailbox');
		const open = await shared([office.camille]);
		const run = await office.engage({ ...wish, mailboxId: open });
		expect(await office.run(run)).toMatchObject({ mailboxId: open });
		// Where nobody chooses, her own comes first.
		const { id } = await office.engaged();
		expect(await office.run(id)).toMatchObject({ mailboxId: office.mailboxId });
	});

	it('is taken from somebody with her runs, once that was said', async () => {
		const mailboxId = await shared([office.camille, office.ines]);
		const contact = await office.contact();
		const run = await office.engage({
			contactId: contact.contactId,
			sequenceId: await office.sequence(),
			mailboxId,
		});
		const userIds = [office.ines.userId];
		const change = (actor: Actor, withdraw: boolean, ids = userIds) =>
			office.tx((tx) =>
				changeMailboxUsers(tx, actor, { mailboxId, userIds: ids, takesSequences: true, withdraw }),
			);
		expect(await office.tx((tx) => previewUsers(tx, office.ines, { mailboxId, userIds }))).toEqual([
			{ userId: office.camille.userId, live: 1 },
		]);
		expect(await refused(change(office.ines, false))).toBe('users-have-runs');
		expect(await usersOf(mailboxId)).toHaveLength(2);
		expect(await refused(change(office.camille, true))).toBe('not-allowed');
		expect(await refused(change(office.ines, true, []))).toBe('users-missing');
		expect(await change(office.ines, true)).toEqual({ withdrawn: 1 });
		expect(await office.run(run)).toMatchObject({ state: 'withdrawn' });
		expect(await usersOf(mailboxId)).toEqual(userIds);
		// A second press finds it done.
		expect(await change(office.ines, true)).toEqual({ withdrawn: 0 });
	});

	it('a personal mailbox has no other users', async () => {
		const wish = { mailboxId: office.mailboxId, userIds: [office.ines.userId], takesSequences: true };
		const change = office.tx((tx) => changeMailboxUsers(tx, office.ines, { ...wish, withdraw: true }));
		expect(await refused(change)).toBe('mailbox-personal');
	});
});

describe('a relay (E-16)', () => {
	const beginOf = async (wish: Partial<RelayWish>, actor = office.ines) =>
		(await office.tx((tx) => beginRelay(tx, actor, { language: 'fr', ...wish }))).connectionId;
	const give = (connectionId: string, host = 'smtp.relais.example', actor = office.ines) =>
		office.tx((tx) =>
			giveRelay(tx, envelopes, actor, { connectionId, smtp: server(host, 587), password: 'clef' }),
		);
	async function relay(address: string): Promise<string> {
		const id = await beginOf({ address, replyMailboxId: office.mailboxId });
		await give(id);
		await pass(id);
		const { senderId } = await office.tx(({ db }) =>
			db.mailboxConnection.findFirstOrThrow({ where: { id } }),
		);
		return senderId!;
	}
	const row = (id: string) =>
		office.tx(({ db }) => db.sender.findFirst({ where: { id }, include: { secret: true } }));

	it('goes from an address to a sender without a mailbox: its server tried, its replies read elsewhere', async () => {
		const id = await beginOf({ address: 'Lettre@Cadrelune.example', replyMailboxId: office.mailboxId });
		expect(await look(id)).toEqual({ kind: 'wait', reason: 'connect-door', until: null });
		await give(id);
		await look(id);
		expect((await read(id)).checks.map(({ check }) => check)).toEqual(linesOf('relay'));
		await pass(id);
		const { stage, relay: shown } = await read(id);
		expect({ stage, reply: shown!.replyAddress.length > 0 }).toEqual({ stage: 'done', reply: true });
		const { senderId } = await office.tx(({ db }) =>
			db.mailboxConnection.findFirstOrThrow({ where: { id } }),
		);
		const saved = (await row(senderId!))!;
		expect(saved).toMatchObject({
			...{ kind: 'relay', mailboxId: null, replyMailboxId: office.mailboxId, takesSequences: false },
			...{ address: 'lettre@cadrelune.example', smtpHost: 'smtp.relais.example', smtpPort: 587 },
		});
		expect(openOfSender(envelopes, { senderId: saved.id, mailboxId: null }, saved.secret!.sealed)).toBe(
			'clef',
		);
	});

	it('whose server refuses saves nothing, and may be typed again', async () => {
		const id = await beginOf({ address: 'refus@cadrelune.example', replyMailboxId: office.mailboxId });
		await give(id);
		await pass(id, 'login-smtp');
		expect(await read(id)).toMatchObject({ stage: 'mending', fault: 'password-refused' });
		const made = () =>
			office.tx(({ db }) => db.sender.count({ where: { address: 'refus@cadrelune.example' } }));
		expect(await made()).toBe(0);
		await give(id, 'smtp.autre.example');
		await pass(id);
		expect(await made()).toBe(1);
	});

	it('is a responsable’s, once an address, and no provider is chosen for it', async () => {
		const wish = { address: 'une@cadrelune.example', replyMailboxId: office.mailboxId };
		expect(await refused(beginOf(wish, office.camille))).toBe('not-allowed');
		expect(await refused(beginOf({ ...wish, address: 'personne' }))).toBe('address-invalid');
		expect(await refused(beginOf({ ...wish, replyMailboxId: randomUUID() }))).toBe('reply-mailbox-missing');
		const id = await beginOf(wish);
		expect(await beginOf(wish)).toBe(id);
		expect(await refused(office.tx((tx) => searchAgain(tx, office.ines, id)))).toBe('missing');
		const given = { connectionId: id, password: 'secret', servers };
		expect(await refused(office.tx((tx) => givePassword(tx, envelopes, office.ines, given)))).toBe('missing');
		await give(id);
		await pass(id);
		expect(await refused(beginOf(wish))).toBe('relay-exists');
	});

	it('gets another server by another test, and keeps the old one until then', async () => {
		const senderId = await relay('change@cadrelune.example');
		const id = await beginOf({ senderId });
		await give(id, 'smtp.nouveau.example');
		expect((await row(senderId))!.smtpHost).toBe('smtp.relais.example');
		await pass(id);
		expect(await row(senderId)).toMatchObject({ smtpHost: 'smtp.nouveau.example' });
	});

	it('keeps the mailbox of its replies from being deleted, until they go elsewhere', async () => {
		const mailboxId = await shared([office.ines]);
		const senderId = await relay('reponses@cadrelune.example');
		const change = (replyMailboxId: string) =>
			office.tx((tx) =>
				changeRelay(tx, office.ines, {
					...{ senderId, displayName: 'La lettre', dailyCap: 500, providerDailyLimit: null },
					replyMailboxId,
				}),
			);
		await change(mailboxId);
		const remove = () => office.tx((tx) => deleteMailbox(tx, office.ines, { mailboxId, withdraw: true }));
		expect(await refused(remove())).toBe('mailbox-takes-replies');
		await change(office.mailboxId);
		expect(await remove()).toEqual({ withdrawn: 0 });
		expect(await refused(change(mailboxId))).toBe('reply-mailbox-missing');
	});

	it('is deleted with its password, and may be set up again', async () => {
		const senderId = await relay('fin@cadrelune.example');
		expect(await refused(office.tx((tx) => deleteRelay(tx, office.camille, senderId)))).toBe('not-allowed');
		await office.tx((tx) => deleteRelay(tx, office.ines, senderId));
		expect(await row(senderId)).toMatchObject({ deletedAt: expect.any(Date), secret: null });
		expect(await relay('fin@cadrelune.example')).not.toBe(senderId);
	});
});

describe('a lost mailbox', () => {
	const mend = async (actor: Actor) => {
		const wish = { mailboxId: office.mailboxId, language: 'fr' as const };
		const { connectionId } = await office.tx((tx) => beginMending(tx, envelopes, actor, wish));
		return read(connectionId, actor);
	};
	const lose = (errorCode: string) =>
		office.tx(async ({ db }) => {
			await db.mailboxConnection.updateMany({
				where: { endedAt: null },
				data: { stage: 'withdrawn', endedAt: new Date() },
			});
			await db.mailbox.updateMany({ where: { id: office.mailboxId }, data: { state: 'lost', errorCode } });
		});

	it('whose password is refused has its field before one, at the servers that it had', async () => {
		await lose('password-refused');
		const door = await mend(office.ines);
		expect(door).toMatchObject({
			stage: 'choosing',
			way: 'password',
			mailboxId: office.mailboxId,
			isOwn: false,
		});
		const given = { connectionId: door.id, password: 'neuf' };
		await office.tx((tx) => givePassword(tx, envelopes, office.ines, given));
		await pass(door.id);
		const mailbox = await office.tx(({ db }) =>
			db.mailbox.findFirstOrThrow({ where: { id: office.mailboxId } }),
		);
		expect(mailbox.imapHost).toBe('imap.cadrelune.example');
	});

	it('that nobody reads for another reason is looked into from its address', async () => {
		await lose('protocol-disabled');
		expect(await mend(office.camille)).toMatchObject({ stage: 'recognising' });
	});

	it('whose token was revoked has its provider’s window, which is its owner’s to open', async () => {
		await office.tx((tx) =>
			keepGrant(tx, envelopes, office.mailboxId, {
				...{ provider: 'microsoft', grant: 'grant', accessToken: 'token', holds: 1_000 },
			}),
		);
		await lose('grant-expired');
		expect(await mend(office.camille)).toMatchObject({ stage: 'choosing', way: 'microsoft', isOwn: true });
		const given = { connectionId: (await mend(office.ines)).id, password: 'neuf' };
		expect(await refused(office.tx((tx) => givePassword(tx, envelopes, office.ines, given)))).toBe(
			'window-only',
		);
	});

	/** Its watcher says why it cannot read it; its live run waits. */
	async function loseWhileRunning(code: string): Promise<string> {
		await lose('deleted');
		await office.watch({});
		const { id } = await office.engaged();
		const watch = (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
		await office.tx((tx) => recordLoss(tx, watch, { code, needsPerson: true }));
		await office.look(id);
		expect(await office.run(id)).toMatchObject({ state: 'blocked', reason: 'mailbox-lost' });
		return id;
	}

	/** The next watcher reads it to its end. */
	async function readAgain(): Promise<void> {
		const watch = (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
		const { epoch } = await office.tx((tx) => recordProof(tx, watch));
		await office.tx((tx) => recordCaughtUp(tx, watch, epoch));
	}

	const goesOn = async (id: string) => {
		await readAgain();
		const pokes = await office.tx(({ db }) => db.outbox.count({ where: { targetId: id } }));
		expect(pokes).toBeGreaterThan(0);
		await office.look(id);
		expect((await office.run(id)).reason).not.toBe('mailbox-lost');
		const mailbox = await office.tx(({ db }) =>
			db.mailbox.findFirstOrThrow({ where: { id: office.mailboxId } }),
		);
		expect(mailbox).toMatchObject({ state: 'synchronised', errorCode: null });
	};

	it('whose token was revoked goes on by itself, with its runs, after one visit', async () => {
		await office.tx((tx) =>
			keepGrant(tx, envelopes, office.mailboxId, {
				...{ provider: 'microsoft', grant: 'revoked', accessToken: 'token', holds: 1_000 },
			}),
		);
		const run = await loseWhileRunning('grant-expired');
		const { id } = await mend(office.camille);
		const wish = { connectionId: id, sessionId: 'session' };
		const { state } = await office.tx((tx) => beginVisit(tx, envelopes, office.camille, wish));
		await office.tx((tx) =>
			returnFromProvider(tx, envelopes, office.camille, {
				...{ sessionId: 'session', state },
				read: () => ({ kind: 'code', code: 'code' }),
			}),
		);
		const { address } = await read(id, office.camille);
		await office.tx((tx) =>
			takeSignIn(
				tx,
				envelopes,
				id,
				{
					...{ kind: 'granted', address, missing: 0, accessToken: 'new', grant: 'renewed', holds: 3_600_000 },
				},
				'mail',
			),
		);
		await pass(id);
		expect(await read(id, office.camille)).toMatchObject({ stage: 'done' });
		const grant = await office.tx(({ db }) =>
			db.mailboxGrant.findFirstOrThrow({ where: { mailboxId: office.mailboxId } }),
		);
		expect(grant).toMatchObject({ provider: 'microsoft', refusedAt: null });
		await goesOn(run);
	});

	it.each([
		['a password that changed', 'password', 'password'],
		['an app password that was withdrawn', 'app-password', 'app-password'],
	])('%s is typed once by a responsable, and everything goes on', async (_, before, way) => {
		await office.tx(({ db }) => db.mailboxGrant.deleteMany());
		await office.tx(({ db }) =>
			db.mailboxConnection.updateMany({ where: { stage: 'done' }, data: { way: before } }),
		);
		const run = await loseWhileRunning('password-refused');
		const door = await mend(office.ines);
		expect(door).toMatchObject({ stage: 'choosing', way });
		const given = { connectionId: door.id, password: 'neuf' };
		await office.tx((tx) => givePassword(tx, envelopes, office.ines, given));
		await pass(door.id);
		const told = (await office.notifications()).map(({ kind }) => kind);
		expect(told).toContain('mailbox-changed');
		await goesOn(run);
	});
});
