import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Office } from '#tests/environment/office.ts';
import { changeMailboxSettings } from './change-mailbox-settings.ts';
import { changeReading } from './change-reading.ts';
import { chooseFolders } from './choose-folders.ts';
import { endReading } from './end-reading.ts';
import { FencedOut } from './fenced-out.ts';
import { historyDue, recordHistory } from './history.ts';
import { recordFolders, type ListedFolder } from './record-folders.ts';
import { takeWatch, type TakenWatch } from './take-watch.ts';

let office: Office;
let held: TakenWatch;

beforeAll(async () => {
	office = await Office.open('folders');
});
afterAll(() => office.close());
beforeEach(async () => {
	await office.tx(async ({ db, subscriptionId, at }) => {
		await db.event.deleteMany();
		await db.mailboxFolder.deleteMany();
		await db.mailboxReading.deleteMany();
		await db.mailboxReading.create({ data: { subscriptionId, mailboxId: office.mailboxId, askedAt: at } });
	});
	held = await take();
});

const take = async () => (await office.tx((tx) => takeWatch(tx, office.mailboxId)))!;
const folder = (path: string, specialUse: string | null = null): ListedFolder => ({
	path,
	specialUse,
	usedBy: specialUse ? 'server' : null,
	selectable: true,
	mails: 1,
});
const INBOX = folder('INBOX', '\\Inbox');
const list = (...folders: ListedFolder[]) => office.tx((tx) => recordFolders(tx, held, folders));
const roles = () =>
	office.tx(async ({ db }) => {
		const rows = await db.mailboxFolder.findMany({ where: { role: { not: null } } });
		return Object.fromEntries(rows.map(({ role, path }) => [role, path]));
	});
const told = () => office.tx(({ db }) => db.event.count({ where: { kind: 'mailbox-folder-missing' } }));
const later = () =>
	office.tx(({ db, at }) =>
		db.mailboxFolder.updateMany({
			where: { missingSince: { not: null } },
			data: { missingSince: new Date(at.getTime() - 120_000) },
		}),
	);

describe('what a server lists', () => {
	it('is not believed where there is no Inbox in it', async () => {
		await list(INBOX, folder('Sent', '\\Sent'));
		expect(await list()).toBe(false);
		expect(await list(folder('Sent'))).toBe(false);
		expect(await roles()).toEqual({ inbox: 'INBOX', sent: 'Sent' });
		expect(await office.tx(({ db }) => db.mailboxFolder.count({ where: { missingSince: null } }))).toBe(2);
	});

	it('lacks a folder twice before its role goes to another one, and that is told once', async () => {
		await list(INBOX, folder('Sent', '\\Sent'));
		await list(INBOX, folder('Envoyés', '\\Sent'));
		expect(await roles()).toEqual({ inbox: 'INBOX', sent: 'Sent' });
		expect(await told()).toBe(0);
		await later();
		await list(INBOX, folder('Envoyés', '\\Sent'));
		await list(INBOX, folder('Envoyés', '\\Sent'));
		expect(await roles()).toEqual({ inbox: 'INBOX', sent: 'Envoyés' });
		expect(await told()).toBe(1);
	});

	it('is nothing to whoever was fenced out', async () => {
		await take();
		await expect(list(INBOX)).rejects.toThrow(FencedOut);
	});
});

describe('a choice of folders', () => {
	const choose = (choice: Parameters<typeof chooseFolders>[2]['choice'], actor = office.ines) =>
		office.tx((tx) => chooseFolders(tx, actor, { mailboxId: office.mailboxId, choice }));

	it('ends the watch, and is what the next one asks the server for', async () => {
		await list(INBOX, folder('Sent', '\\Sent'), folder('Vieux'));
		expect(await choose({ sent: 'Sent', archive: null })).toEqual({ isChanged: false });
		expect(await choose({ sent: 'Vieux' })).toEqual({ isChanged: true });
		await expect(list(INBOX)).rejects.toThrow(FencedOut);
		expect((await take()).chosen).toEqual({ sent: 'Vieux' });
		expect(await choose({ sent: null })).toEqual({ isChanged: true });
		expect((await take()).chosen).toEqual({});
	});

	it('may swap two folders, and use none twice', async () => {
		await list(INBOX, folder('A', '\\Sent'), folder('B', '\\Archive'));
		await expect(choose({ sent: 'B' })).rejects.toMatchObject({ code: 'folder-twice' });
		await choose({ sent: 'B', archive: 'A' });
		expect(await roles()).toEqual({ inbox: 'INBOX', sent: 'B', archive: 'A' });
	});
});

describe('older mail', () => {
	const change = (since: string | null) =>
		office.tx((tx) =>
			changeReading(tx, office.ines, {
				mailboxId: office.mailboxId,
				wish: { since, without: [], linksNightly: true },
			}),
		);
	const due = () => office.tx((tx) => historyDue(tx, office.mailboxId));
	beforeEach(async () => {
		await list(INBOX);
		await office.tx(({ db }) => db.mailboxFolder.updateMany({ data: { uidValidity: 1n, historyEnd: 90n } }));
	});
	const progress = { below: 40n, total: 90, read: 50, isRead: false };

	it('that was read under an older wish counts for nothing', async () => {
		const before = (await due())!;
		await change('2024-01-01');
		const noted = () => office.tx((tx) => recordHistory(tx, held, before, before.folders[0]!, progress));
		expect(await noted()).toBe(false);
		expect((await due())!.folders[0]).toMatchObject({ below: null });
	});

	it('is read to its end once, and again only where more is asked for', async () => {
		await change('2024-01-01');
		const wish = (await due())!;
		await office.tx((tx) =>
			recordHistory(tx, held, wish, wish.folders[0]!, { ...progress, below: null, isRead: true }),
		);
		expect((await due())!.folders).toEqual([]);
		expect(await office.tx((tx) => endReading(tx, held))).toBe('first');
		expect(await office.tx((tx) => endReading(tx, held))).toBe('ended');
		expect(await change('2024-01-01')).toEqual({ isChanged: false });
		await change('2025-01-01');
		expect((await due())!.folders).toEqual([]);
		await change(null);
		expect((await due())!.folders).toMatchObject([{ path: 'INBOX', readFrom: new Date('2024-01-01') }]);
		expect(await office.tx((tx) => endReading(tx, held))).toBe('again');
	});
});

describe('the zone of a mailbox (D-09)', () => {
	it('moves the slots of its runs: they are given back, and planned by the new day', async () => {
		const { id } = await office.engaged();
		await office.tx(async ({ db, subscriptionId, at }) => {
			const { id: senderId } = await db.sender.findFirstOrThrow({ where: { mailboxId: office.mailboxId } });
			const plannedAt = new Date(at.getTime() + 3_600_000);
			await db.senderSlot.create({
				data: { subscriptionId, senderId, engagementId: id, sendId: id, plannedAt, isFirstContact: true },
			});
			await db.outbox.deleteMany();
		});
		const { mailboxId } = office;
		const settings = { timeZone: 'America/Montreal' };
		const changed = await office.tx((tx) => changeMailboxSettings(tx, office.ines, { mailboxId, settings }));
		expect(changed).toEqual({ fields: ['timeZone'] });
		const after = await office.tx(async ({ db }) => ({
			slots: await db.senderSlot.count(),
			poked: (await db.outbox.findMany({ where: { workflow: 'engagement' } })).map(
				({ targetId }) => targetId,
			),
		}));
		expect(after).toEqual({ slots: 0, poked: [id] });
	});
});
