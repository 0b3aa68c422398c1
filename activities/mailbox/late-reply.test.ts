/** A reply that a server showed late is a reply, whichever job finds it first. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ImapFolder } from '#mail/imap/own-folders.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import type { FetchedHead } from '#mail/imap/found-in-folder.ts';
import { headerBlockOf } from '#mail/inbound/raw-headers.ts';
import { Office } from '#tests/environment/office.ts';
import { LetterBox, sourceOf } from './letters.test-support.ts';
import { NightlyLinks } from './link-nightly.ts';
import { HistoryReader } from './read-history.ts';
import { lookBack } from './look-back.ts';
import type { Watching } from './mailbox-deps.ts';

let office: Office;
let letters: LetterBox;
let watching: Watching;

beforeAll(async () => {
	office = await Office.open('late-reply');
	letters = new LetterBox(office);
});
afterAll(async () => {
	await letters.close();
	await office.close();
});

const INBOX: ImapFolder = { path: 'INBOX', specialUse: '\\Inbox', selectable: true } as ImapFolder;
const DAY = 86_400_000;
let lastUid = 4;

/** A server whose Inbox holds one mail. */
function holding(source: Buffer, receivedAt: Date): ImapSession {
	const { head } = headerBlockOf(source);
	const uid = ++lastUid;
	const fetched: FetchedHead = { uid, receivedAt, size: source.length, head };
	return {
		open: async () => 1n,
		uidsSince: async (since: Date) => (receivedAt >= new Date(since.getTime() - DAY) ? [uid] : []),
		uidsBetween: async () => [uid],
		heads: async (uids: readonly number[]) => (uids.includes(uid) ? [fetched] : []),
		glances: async (uids: readonly number[]) => (uids.includes(uid) ? [fetched] : []),
		mail: async () => source,
	} as unknown as ImapSession;
}

beforeEach(async () => {
	await office.tx(async ({ db, at }) => {
		const connectedAt = new Date(at.getTime() - 20 * DAY);
		await db.mailbox.updateMany({ where: { id: office.mailboxId }, data: { synchronisedAt: connectedAt } });
	});
	watching = await letters.watch();
	watching.cursors.set('INBOX', {
		...{ path: 'INBOX', uidValidity: 1n, lastUid: 99n },
		readAt: await office.now(),
	});
});

async function replied(ago: number) {
	const run = await letters.engaged();
	const fields = [`In-Reply-To: <${run.sendId}@cadrelune.example>`, `X-Nothing: ${randomUUID()}`];
	const receivedAt = new Date((await office.now()).getTime() - ago);
	return { run, session: holding(sourceOf({ from: run.address, fields }), receivedAt) };
}

it('by looking back alone', async () => {
	const { run, session } = await replied(60_000);
	await lookBack(watching, session, INBOX);
	expect((await office.run(run.id)).endedAt).not.toBeNull();
});

it('by the nightly links', async () => {
	const { run, session } = await replied(60_000);
	await office.tx(async ({ db, subscriptionId, at }) => {
		const night = { askedAt: new Date(at.getTime() - 20 * DAY), endedAt: at, firstEndedAt: at };
		await db.mailboxReading.deleteMany();
		await db.mailboxReading.create({ data: { subscriptionId, mailboxId: office.mailboxId, ...night } });
	});
	const nightly = new NightlyLinks(watching, session);
	const { signal } = new AbortController();
	while (await nightly.slice([INBOX], signal));
	await lookBack(watching, session, INBOX);
	expect((await office.run(run.id)).endedAt).not.toBeNull();
});

it('by older mail that is read anew', async () => {
	const { run, session } = await replied(60_000);
	await office.tx(async ({ db, subscriptionId, at }) => {
		await db.mailboxReading.deleteMany();
		await db.mailboxReading.create({
			data: { subscriptionId, mailboxId: office.mailboxId, askedAt: at },
		});
		await db.mailboxFolder.deleteMany();
		await db.mailboxFolder.create({
			data: {
				...{ subscriptionId, mailboxId: office.mailboxId, path: 'INBOX', role: 'inbox' },
				...{ specialUse: '\\Inbox', uidValidity: 1n, lastUid: 99n, readAt: at },
			},
		});
	});
	const history = new HistoryReader(watching, session);
	const { signal } = new AbortController();
	while (await history.slice([INBOX], signal));
	await lookBack(watching, session, INBOX);
	expect((await office.run(run.id)).endedAt).not.toBeNull();
});

it('what came before anything had left to its writer is history', async () => {
	const { run, session } = await replied(3_600_000);
	const nightly = new NightlyLinks(watching, session);
	const { signal } = new AbortController();
	await office.tx(({ db, at }) =>
		db.mailboxReading.updateMany({
			data: { endedAt: at, firstEndedAt: at, nightlyAt: new Date(at.getTime() - 2 * DAY) },
		}),
	);
	await office.tx(({ db }) => db.sendIdentity.deleteMany({ where: { sendId: run.sendId } }));
	while (await nightly.slice([INBOX], signal));
	expect((await office.run(run.id)).endedAt).toBeNull();
	expect(
		await office.tx(({ db }) => db.message.findMany({ where: { fromAddress: run.address } })),
	).toMatchObject([{ verdict: 'none' }]);
});
