import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { FencedOut } from './fenced-out.ts';
import { watchLimits } from '#platform/limits.ts';
import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import { moveCursor } from './move-cursor.ts';
import { recordCaughtUp } from './record-caught-up.ts';
import { recordLoss } from './record-loss.ts';
import { recordProof } from './record-proof.ts';
import { recordUnwatched } from './record-unwatched.ts';
import { takeWatch, type TakenWatch } from './take-watch.ts';

let office: Office;
let held: TakenWatch;

beforeAll(async () => {
	office = await Office.open('watching');
});
afterAll(() => office.close());
beforeEach(async () => {
	await office.watch({});
	await office.tx(({ db }) => db.event.deleteMany());
	await office.tx(({ db }) => db.notification.deleteMany());
	held = await take();
});

const take = async () => (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
const lose = (code = 'tcp-refused', needsPerson = false) =>
	office.tx((tx) => recordLoss(tx, held, { code, needsPerson }));
const wait = () =>
	office.tx((tx) => recordLoss(tx, held, { code: 'too-many-connections', needsPerson: false, isPace: true }));
const prove = (fresh?: number) => office.tx((tx) => recordProof(tx, held, fresh));
const row = () =>
	office.tx(({ db }) => db.mailboxWatch.findFirstOrThrow({ where: { mailboxId: office.mailboxId } }));
const gate = () =>
	office.tx(async ({ db }) => {
		const mailbox = await db.mailbox.findFirstOrThrow({
			where: { id: office.mailboxId },
			include: { watch: true },
		});
		return mailboxGate(mailbox, mailbox.watch, new Date(), watchLimits.proofFresh);
	});
const told = async () => (await office.notifications()).map(({ kind }) => kind);
const mailboxEvents = () =>
	office.tx(async ({ db }) =>
		(
			await db.event.findMany({
				where: { mailboxId: office.mailboxId, kind: { startsWith: 'mailbox' } },
				orderBy: { at: 'asc' },
			})
		).map(({ kind }) => kind),
	);

describe('the fence', () => {
	it('leaves an earlier watcher nothing to write', async () => {
		const other = await take();
		expect(other.fence).toBe(held.fence + 1);
		await expect(prove()).rejects.toThrow(FencedOut);
		await expect(lose('auth-refused', true)).rejects.toThrow(FencedOut);
		await expect(office.tx((tx) => recordCaughtUp(tx, held, 2))).rejects.toThrow(FencedOut);
		const cursor = { path: 'INBOX', specialUse: null, uidValidity: 1n, lastUid: 5n, atEnd: true };
		await expect(office.tx((tx) => moveCursor(tx, held, cursor))).rejects.toThrow(FencedOut);
		expect(await gate()).toBe('ok');
		expect((await take()).folders).toEqual([]);
	});

	it('hands the cursors to the next watcher', async () => {
		const cursor = { path: 'INBOX', specialUse: '\\Inbox', uidValidity: 7n, lastUid: 12n, atEnd: false };
		await office.tx((tx) => moveCursor(tx, held, cursor));
		await office.tx((tx) => moveCursor(tx, held, { ...cursor, lastUid: 15n, atEnd: true }));
		expect((await take()).folders).toEqual([
			{ path: 'INBOX', uidValidity: 7n, lastUid: 15n, readAt: expect.any(Date) },
		]);
	});

	it('nobody watches what is deleted or unknown', async () => {
		expect(await office.tx((tx) => takeWatch(tx, office.subscriptionId))).toBeUndefined();
	});
});

describe('a loss', () => {
	it('is declared at once where credentials are refused, told once, and over with the next proof (5.2-21)', async () => {
		const { id } = await office.engaged();
		expect(await lose('auth-refused', true)).toEqual({ lost: true, failures: 1 });
		expect(await lose('auth-refused', true)).toEqual({ lost: true, failures: 2 });
		expect(await gate()).toBe('lost');
		expect(await told()).toEqual(['mailbox-lost']);
		expect(await office.look(id)).toMatchObject({ kind: 'wait', reason: 'mailbox-lost' });
		expect(await office.run(id)).toMatchObject({ state: 'blocked' });

		const { epoch, isCaughtUp } = await prove();
		expect(isCaughtUp).toBe(false);
		expect(await gate()).toBe('inbox-first');
		expect(await told()).toEqual(['mailbox-lost', 'mailbox-restored']);
		const [lost] = await office.notifications();
		expect(lost).toMatchObject({ treatedBy: 'resolved' });
		expect(await office.look(id)).toMatchObject({ kind: 'wait', reason: 'inbox-first' });

		expect(await office.tx((tx) => recordCaughtUp(tx, held, epoch))).toBe(true);
		expect(await gate()).toBe('ok');
		expect(await office.look(id)).toMatchObject({ kind: 'go' });
		expect(await mailboxEvents()).toEqual(['mailbox-lost', 'mailbox-restored']);
	});

	it('is no server that asks for patience, however often, until nobody has read for ten minutes', async () => {
		await prove();
		for (let asked = 1; asked <= 5; asked++) expect(await wait()).toEqual({ lost: false, failures: 0 });
		// Nor do they count with those of the network.
		expect(await lose()).toEqual({ lost: false, failures: 1 });
		expect(await gate()).toBe('ok');
		expect(await told()).toEqual([]);
		await office.tx(
			({ db }) =>
				db.$executeRaw`UPDATE mailbox_watch SET proven_at = clock_timestamp() - interval '11 minutes'`,
		);
		expect(await wait()).toEqual({ lost: true, failures: 1 });
		expect(await gate()).toBe('lost');
		expect(await told()).toEqual(['mailbox-lost']);
		await prove();
	});

	it('needs three failures of the network in a row; a proof between them counts anew', async () => {
		await lose();
		await lose();
		expect(await gate()).toBe('ok');
		await prove();
		await lose();
		await lose();
		expect(await gate()).toBe('ok');
		expect(await lose('server-silent')).toEqual({ lost: true, failures: 3 });
		expect(await gate()).toBe('lost');
		const mailbox = await office.tx(({ db }) => db.mailbox.findFirstOrThrow());
		expect(mailbox).toMatchObject({ state: 'lost', errorCode: 'server-silent' });
	});

	it('pokes every live run, and only what it blocks goes on at its end', async () => {
		const { id } = await office.engaged();
		const pokes = () =>
			office.tx(({ db }) => db.outbox.count({ where: { workflow: 'engagement', targetId: id } }));
		const before = await pokes();
		await lose('auth-refused', true);
		expect(await pokes()).toBe(before + 1);
		const { epoch } = await prove();
		await office.tx((tx) => recordCaughtUp(tx, held, epoch));
		// Its row never said that the mailbox holds it: nothing waits.
		expect(await pokes()).toBe(before + 1);

		await lose('auth-refused', true);
		await office.look(id);
		const again = await prove();
		await office.look(id);
		await office.tx((tx) => recordCaughtUp(tx, held, again.epoch));
		// By the loss, by the connection, and by the end of the reading.
		expect(await pokes()).toBe(before + 4);
	});
});

describe('a time in which nobody read', () => {
	it('raises the epoch, so that the mailbox is read first', async () => {
		await office.watch({ provenAgo: 11 * 60_000 });
		expect(await gate()).toBe('unwatched');
		const { epoch, isCaughtUp } = await prove();
		expect(isCaughtUp).toBe(false);
		expect(await gate()).toBe('inbox-first');
		expect((await prove()).epoch).toBe(epoch);
		await office.tx((tx) => recordCaughtUp(tx, held, epoch - 1));
		expect(await gate()).toBe('inbox-first');
		await office.tx((tx) => recordCaughtUp(tx, held, epoch));
		expect(await gate()).toBe('ok');
	});

	it('is our fault: blocked, without a word to the owner, until somebody reads again', async () => {
		expect(await office.tx((tx) => recordUnwatched(tx, office.mailboxId))).toBe('watched');
		await office.watch({ provenAgo: 11 * 60_000 });
		expect(await office.tx((tx) => recordUnwatched(tx, office.mailboxId))).toBe('unwatched');
		expect(await office.tx((tx) => recordUnwatched(tx, office.mailboxId))).toBe('watched');
		expect((await row()).unwatchedAt).not.toBeNull();
		await prove();
		expect((await row()).unwatchedAt).toBeNull();
		expect(await told()).toEqual([]);
		expect(await mailboxEvents()).toEqual(['mailbox-unwatched', 'mailbox-restored']);
	});
});
