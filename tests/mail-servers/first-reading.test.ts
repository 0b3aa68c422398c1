import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listenForNudges, type Nudges } from '#activities/mailbox/nudges.ts';
import type { WatchTimes } from '#activities/mailbox/watch-times.ts';
import { changeReading } from '#domain/mailboxes/change-reading.ts';
import { chooseFolders } from '#domain/mailboxes/choose-folders.ts';
import { setMailboxSecret } from '#domain/mailboxes/set-mailbox-secret.ts';
import { readMailboxReading, type MailboxReadingView } from '#domain/mailboxes/show/read-mailbox-reading.ts';
import { createMailReader } from '#mail/inbound/threads/mail-reader.ts';
import { readingLimits } from '#platform/limits.ts';
import { createLogger } from '#platform/logging.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { aKeyRing } from '#tests/environment/a-key-ring.ts';
import { Office } from '#tests/environment/office.ts';
import { LONGEST_TEST } from '#tests/environment/patience.ts';
import { until } from '#tests/environment/until.ts';
import { startDovecot, type DovecotServer } from './dovecot.ts';
import { RepeatedWatches } from './repeated-watches.ts';

/** What lay in a mailbox before it was connected, read from a real server (R-26, Z-34, G-12). */
let dovecot: DovecotServer;
let office: Office;
let nudges: Nudges;
let user: string;
const envelopes = createEnvelopes(randomBytes(32));
const reader = createMailReader(readingLimits);
const watches = new RepeatedWatches();

beforeAll(async () => {
	dovecot = await startDovecot();
	office = await Office.open('first-reading');
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
		const { db, subscriptionId } = tx;
		await db.event.deleteMany();
		await db.message.deleteMany();
		await db.mailboxFolder.deleteMany();
		await db.mailboxReading.deleteMany();
		await db.mailboxReading.create({ data: { subscriptionId, mailboxId: office.mailboxId, askedAt: tx.at } });
		await db.mailboxWatch.updateMany({
			data: { fence: 0, epoch: 1, caughtUpEpoch: 0, provenAt: null, lostAt: null, failures: 0 },
		});
		await db.mailbox.updateMany({
			data: { address: user, loginName: user, imapHost: 'localhost', imapPort: dovecot.imapsPort },
		});
		await setMailboxSecret(tx, envelopes, office.mailboxId, { imap: 'secret' });
	});
});
afterEach(() => watches.stop());

function watch(times: Partial<WatchTimes> = {}) {
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
		times: { pollBusy: 300, pollQuiet: 300, foldersEvery: 300, answerWithin: LONGEST_TEST, ...times },
	};
	watches.begin(deps, { subscriptionId: office.subscriptionId, id: office.mailboxId });
}
const mail = ({ from, to = user, body = 'Merci' }: { from: string; to?: string; body?: string }) =>
	`From: ${from}\r\nTo: ${to}\r\nSubject: Devis\r\nMessage-ID: <${randomUUID()}@x.example>\r\n\r\n${body}\r\n`;
const strangers = (count: number) =>
	Array.from({ length: count }, () => mail({ from: 'x@stranger.example' }));
const actor = () => office.ines;
const view = () => office.tx((tx) => readMailboxReading(tx, actor(), office.mailboxId));
const untilRead = () => until('older mail is read', view, ({ state }) => state === 'read');
const inbox = ({ folders }: MailboxReadingView) => folders.find(({ role }) => role === 'inbox');
const kinds = (kind: string) => office.tx(({ db }) => db.event.count({ where: { kind } }));
const messages = () => office.tx(({ db }) => db.message.findMany({ orderBy: { uid: 'asc' } }));
const wish = { since: null, without: [], linksNightly: true };
const change = (wished: Partial<typeof wish | { since: string }>) =>
	office.tx((tx) =>
		changeReading(tx, actor(), { mailboxId: office.mailboxId, wish: { ...wish, ...wished } }),
	);

describe('the first reading', () => {
	it('keeps what concerns somebody known, where it belongs in time, and lets nothing of it take effect', async () => {
		const run = await office.engaged();
		const objection = mail({ from: run.address, body: 'Désinscrivez-moi de votre liste.' });
		await dovecot.fill(user, [...strangers(700), mail({ from: run.address }), ...strangers(600), objection]);
		watch();
		const read = await untilRead();
		expect(inbox(read)).toMatchObject({ total: 1_302, read: 1_302, kept: 2, mails: 1_302 });
		expect(await messages()).toMatchObject([{ verdict: 'none' }, { verdict: 'none' }]);
		expect((await office.run(run.id)).endedAt).toBeNull();
		const lines = await office.tx(({ db }) => db.event.findMany({ where: { kind: 'message-received' } }));
		expect(lines.map(({ at }) => at.getUTCFullYear())).toEqual([2017, 2017]);
		expect(await kinds('mailbox-first-read')).toBe(1);
	});

	it('of an empty mailbox is over at once, and told once', async () => {
		watch();
		expect(inbox(await untilRead())).toMatchObject({ total: 0, read: 0, mails: 0 });
		await watches.stop();
		watch();
		await untilRead();
		expect(await kinds('mailbox-first-read')).toBe(1);
	});

	it('goes on where it stood when the worker is killed in the middle, and what comes meanwhile is read first', async () => {
		const { address } = await office.contact();
		await dovecot.fill(user, [mail({ from: address }), ...strangers(4_000), mail({ from: address })]);
		watch();
		const half = await until('some of it is read', view, (seen) => (inbox(seen)?.read ?? 0) > 0);
		expect(half.state).toBe('reading');
		await watches.stop();
		const stood = inbox(await view())!.read;
		const run = await office.engaged();
		await office.leave(run.id);
		await dovecot.deliver(user, mail({ from: run.address }));
		watch();
		await until(
			'the reply ended its run',
			() => office.run(run.id),
			({ state }) => state === 'succeeded',
		);
		const after = await untilRead();
		expect(inbox(after)!.read).toBe(4_002);
		expect(stood).toBeGreaterThan(0);
		expect(inbox(after)).toMatchObject({ kept: 2, total: 4_002 });
		expect(await messages()).toHaveLength(3);
	});
});

describe('what is read of older mail', () => {
	it('is chosen by day and folder; what is missing is read later, and nothing twice', async () => {
		const { address } = await office.contact();
		await dovecot.fill(user, [mail({ from: address }), mail({ from: address })]);
		await change({ since: '2020-01-01' });
		watch();
		expect(inbox(await untilRead())).toMatchObject({ total: 0, kept: 0 });
		await change({ since: '2017-07-01' });
		expect(inbox(await untilRead())).toMatchObject({ total: 2, kept: 2 });
		await change({ since: null });
		expect(inbox(await untilRead())).toMatchObject({ total: 2, read: 2, kept: 2 });
		expect(await messages()).toHaveLength(2);
		expect(await kinds('mailbox-first-read')).toBe(1);
		await expect(change({ without: ['Nowhere'] as never })).rejects.toMatchObject({ code: 'folder-missing' });
	});
});

describe('each night', () => {
	it('mails of people who became known since are linked, once, and it is told', async () => {
		watch();
		await untilRead();
		const stranger = `${randomUUID()}@ardelouse.example`;
		await dovecot.deliver(user, mail({ from: stranger }));
		await dovecot.deliver(user, mail({ from: 'x@stranger.example' }));
		const cursor = () => office.tx(({ db }) => db.mailboxFolder.findFirst({ where: { path: 'INBOX' } }));
		await until('both are passed', cursor, (seen) => (seen?.lastUid ?? 0n) >= 2n);
		const { contactId } = await office.contact();
		const before = await office.run(await office.engage({ contactId, sequenceId: await office.sequence() }));
		await office.tx(({ db }) =>
			db.contactAddress.updateMany({ where: { contactId }, data: { address: stranger } }),
		);
		const beginsAnew = () =>
			office.tx(({ db, at }) =>
				db.mailboxReading.updateMany({ data: { nightlyAt: new Date(at.getTime() - 86_400_000) } }),
			);
		await beginsAnew();
		await until('it is told', () => kinds('mailbox-linked'));
		expect(await messages()).toMatchObject([{ contactId, verdict: 'none' }]);
		expect((await office.run(before.id)).reason).toBe(before.reason);
		await beginsAnew();
		await until(
			'the next night is over',
			() => office.tx(({ db }) => db.mailboxReading.findFirstOrThrow()),
			({ nightlyAt, askedAt }) => nightlyAt! > askedAt,
		);
		expect(await kinds('mailbox-linked')).toBe(1);
		expect(await messages()).toHaveLength(1);
	});
});

describe('folders', () => {
	it('are detected, chosen by a person, refused twice, and detected anew where one vanishes', async () => {
		await dovecot.doveadm('mailbox', 'create', '-u', user, 'Gesendete Objekte', 'Vieux');
		watch();
		const roles = ({ folders }: MailboxReadingView) =>
			Object.fromEntries(folders.flatMap(({ role, path }) => (role ? [[role, path]] : [])));
		await untilRead();
		expect(roles(await view())).toMatchObject({ inbox: 'INBOX', sent: 'Sent', junk: 'Junk' });
		const choose = (choice: Parameters<typeof chooseFolders>[2]['choice']) =>
			office.tx((tx) => chooseFolders(tx, actor(), { mailboxId: office.mailboxId, choice }));
		await expect(choose({ archive: 'Sent' })).rejects.toMatchObject({ code: 'folder-twice' });
		await expect(choose({ sent: 'INBOX' })).rejects.toMatchObject({ code: 'folder-twice' });
		await expect(choose({ sent: 'Nowhere' })).rejects.toMatchObject({ code: 'folder-missing' });
		await choose({ sent: 'Gesendete Objekte', archive: 'Vieux' });
		const chosen = await until('both are listed', view, (seen) => roles(seen).archive === 'Vieux');
		expect(roles(chosen)).toMatchObject({ sent: 'Gesendete Objekte' });

		await dovecot.doveadm('mailbox', 'delete', '-u', user, 'Gesendete Objekte');
		await until('it is missing', () =>
			office.tx(({ db }) => db.mailboxFolder.count({ where: { missingSince: { not: null } } })),
		);
		await office.tx(({ db, at }) =>
			db.mailboxFolder.updateMany({
				where: { missingSince: { not: null } },
				data: { missingSince: new Date(at.getTime() - 3_600_000) },
			}),
		);
		await until('the server says which it is', view, (seen) => roles(seen).sent === 'Sent');
		expect(roles(await view())).toMatchObject({ archive: 'Vieux' });
		expect(await kinds('mailbox-folder-missing')).toBe(1);
	});
});
