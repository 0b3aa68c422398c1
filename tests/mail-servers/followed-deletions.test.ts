import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listenForNudges, type Nudges } from '#activities/mailbox/nudges.ts';
import { followDeletions } from '#domain/mailboxes/deletions/follow-deletions.ts';
import { readDeletions } from '#domain/mailboxes/deletions/read-deletions.ts';
import { setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { readingLimits } from '#platform/limits.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { DAY, Office } from '#tests/environment/office.ts';
import { LONGEST_TEST } from '#tests/environment/patience.ts';
import { until } from '#tests/environment/until.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';
import { RepeatedWatches } from './repeated-watches.ts';

/** Deletions on a real server, carried over (G-18): what is expunged, moved, made anew, and what comes back. */
let dovecot: DovecotServer;
let office: Office;
let nudges: Nudges;
let user: string;
let address: string;
const envelopes = createEnvelopes(randomBytes(32));
const reader = createMailReader(readingLimits);
const watches = new RepeatedWatches();

beforeAll(async () => {
	dovecot = await startDovecot();
	office = await Office.open('followed-deletions');
	nudges = await listenForNudges(office.ownerUrl);
});
afterAll(async () => {
	await reader.close();
	await nudges?.close();
	await office?.close();
	await dovecot?.stop();
});
beforeEach(async () => {
	user = `camille-${randomUUID()}@cadrelune.example`;
	dovecot.addUser(user, 'secret');
	await office.tx(async (tx) => {
		const { db } = tx;
		await db.event.deleteMany();
		await db.message.deleteMany();
		await db.followedDeletions.deleteMany();
		await db.mailboxFolder.deleteMany();
		await db.mailboxWatch.updateMany({
			data: { fence: 0, epoch: 1, caughtUpEpoch: 0, provenAt: null, lostAt: null, failures: 0 },
		});
		await db.mailbox.updateMany({
			data: { address: user, loginName: user, imapHost: 'localhost', imapPort: dovecot.imapsPort },
		});
		await setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'secret' });
	});
	({ address } = await office.contact());
	watch();
	await until(
		'it is read',
		() => office.tx(({ db }) => db.mailboxWatch.findFirstOrThrow()),
		({ caughtUpEpoch }) => caughtUpEpoch > 0,
	);
});
afterEach(() => watches.stop());

function watch() {
	const deps = {
		signInProviders: new Map(),
		unsubscribeKeys: aKeyRing(),
		database: office.database,
		envelopes,
		config: { watch: { slots: 1, heartbeat: 1_000, proofFresh: 3 * LONGEST_TEST } },
		policy: dovecot.policy,
		reader,
		logger: createLogger('test', { level: process.env.REFRAIN_TEST_LOG ?? 'silent' }),
		nudges,
		times: { pollBusy: 300, pollQuiet: 300, foldersEvery: 300, answerWithin: 5_000 },
	};
	watches.begin(deps, { subscriptionId: office.subscriptionId, id: office.mailboxId });
}

const raw = (id: string) =>
	`From: ${address}\r\nTo: ${user}\r\nSubject: Devis\r\nMessage-ID: <${id}@X.example>\r\n\r\nMerci\r\n`;
const named = (id: string) => ['header', 'Message-ID', `<${id}@X.example>`];
const expunge = (folder: string, id: string) =>
	dovecot.doveadm('expunge', '-u', user, 'mailbox', folder, ...named(id));
const move = (from: string, to: string, id: string) =>
	dovecot.doveadm('move', '-u', user, to, 'mailbox', from, ...named(id));
const message = (id: string) =>
	office.tx(({ db }) => db.message.findFirstOrThrow({ where: { messageIdKey: `${id}@x.example` } }));
const goneIds = async () => {
	const gone = await office.tx(({ db }) => db.message.findMany({ where: { goneAt: { not: null } } }));
	return gone.map(({ messageIdKey }) => messageIdKey!.split('@')[0]).sort();
};
const stored = (count: number) =>
	until(
		'they are stored',
		() => office.tx(({ db }) => db.message.count()),
		(found) => found === count,
	);
const view = async () => (await office.tx((tx) => readDeletions(tx, office.mailboxId)))!;

/** Some mails of one contact, all of them read. */
async function deliver(...ids: string[]): Promise<void> {
	const before = await office.tx(({ db }) => db.message.count());
	for (const id of ids) await dovecot.deliver(user, raw(id));
	await stored(before + ids.length);
}
const follow = () =>
	office.tx((tx) => followDeletions(tx, office.camille, { mailboxId: office.mailboxId, isFollowed: true }));

/** The next night, which sees every folder. */
async function night(): Promise<void> {
	await office.advance(DAY);
	const at = await office.now();
	await until('the night saw everything', view, ({ checkedAt }) => checkedAt !== null && checkedAt >= at);
}
/** The next night, which does not. */
async function nightInVain(): Promise<void> {
	const { checkedAt } = await view();
	await office.advance(DAY);
	const at = await office.now();
	await until('the night is begun', view, ({ triedAt }) => triedAt !== null && triedAt >= at);
	// What comes is read after a part of the night.
	await deliver(`next-${randomUUID()}`);
	await deliver(`next-${randomUUID()}`);
	expect((await view()).checkedAt).toEqual(checkedAt);
}

describe('deletions on a server', () => {
	// First, while the office's clock stands where the server's does: what came before a mail of ours answers nothing.
	it('do not come to life again with a mail that a server gives back', async () => {
		const run = await office.engaged();
		await office.leave(run.id);
		address = run.address;
		await deliver('reply', 'second', 'third', 'fourth', 'fifth');
		const ended = await office.run(run.id);
		expect(ended.state).toBe('succeeded');
		await follow();
		await night();
		const ending = await office.tx(({ db }) =>
			db.message.findFirstOrThrow({ where: { id: ended.endedByMessageId! } }),
		);
		const [id] = ending.messageIdKey!.split('@') as [string];
		await expunge('INBOX', id);
		await night();
		await night();
		expect(await goneIds()).toEqual([id]);
		const before = await office.tx(({ db }) => db.message.count());
		await dovecot.deliver(user, raw(id));
		await deliver('sixth');
		expect(await office.tx(({ db }) => db.message.count())).toBe(before + 1);
		expect(await goneIds()).toEqual([id]);
		expect(await office.run(run.id)).toEqual(ended);
	});

	it('take what lies in no folder any more, and nothing that was moved, wherever to', async () => {
		await dovecot.doveadm('mailbox', 'create', '-u', user, 'Projets');
		await deliver('expunged', 'to-trash', 'filed', 'kept', 'twice', 'other');
		await follow();
		await night();
		await expunge('INBOX', 'expunged');
		await move('INBOX', 'Trash', 'to-trash');
		await move('INBOX', 'Projets', 'filed');
		// A copy of it in the archive is enough.
		await dovecot.doveadm('copy', '-u', user, 'Projets', 'mailbox', 'INBOX', ...named('twice'));
		await expunge('INBOX', 'twice');
		await night();
		expect(await goneIds()).toEqual([]);
		await night();
		expect(await goneIds()).toEqual(['expunged']);
		expect(await message('expunged')).toMatchObject({ subject: null, text: null, html: null });
		expect((await message('filed')).text).toContain('Merci');

		await expunge('Trash', 'to-trash');
		await night();
		await night();
		expect(await goneIds()).toEqual(['expunged', 'to-trash']);
		const kinds = await office.tx(({ db }) => db.event.count({ where: { kind: 'mail-gone' } }));
		expect(kinds).toBe(2);
	});

	it('are forgotten where a folder gets another UIDVALIDITY, or is deleted with its mails', async () => {
		await dovecot.doveadm('mailbox', 'create', '-u', user, 'Projets');
		await deliver('in-inbox', 'in-projects', 'kept', 'other', 'more');
		await move('INBOX', 'Projets', 'in-projects');
		await follow();
		await night();
		await expunge('INBOX', 'in-inbox');
		// A folder that is open meanwhile may be answered for with silence.
		await watches.stop();
		await dovecot.kick(user);
		await dovecot.changeUidValidity(user, 'INBOX', 4_321);
		watch();
		await night();
		await dovecot.doveadm('mailbox', 'delete', '-u', user, 'Projets');
		// A folder that was there of late may be back.
		await nightInVain();
		await office.advance(7 * DAY);
		await night();
		await night();
		expect(await goneIds()).toEqual([]);
	});

	it('are asked about where a mailbox is emptied', async () => {
		await deliver('reply', 'second', 'third', 'fourth', 'fifth');
		await follow();
		await night();
		await dovecot.doveadm('expunge', '-u', user, 'mailbox', '*', 'ALL');
		await deliver('sixth');
		await night();
		await night();
		expect(await goneIds()).toEqual([]);
		expect((await view()).held!.count).toBe(5);
		expect((await message('reply')).text).toContain('Merci');
	});
});
