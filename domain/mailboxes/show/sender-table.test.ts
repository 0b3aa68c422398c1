import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#domain/values/actor.ts';
import { Office } from '#tests/environment/office.ts';
import { createMailbox } from '#tests/environment/rows/mailbox.ts';
import { createUser } from '#tests/environment/rows/user.ts';
import { readSenderTable, senderFiltersSchema, type SenderLine } from './sender-table.ts';

let office: Office;

beforeAll(async () => {
	office = await Office.open('sender-table');
	await office.tx(async (tx) => {
		const { db, subscriptionId } = tx;
		await db.mailbox.updateMany({ data: { address: 'camille@cadrelune.example' } });
		const karim = await createUser(tx, { firstName: 'Karim', lastName: 'Tessoual' });
		const lost = await createMailbox(tx, { ownerId: karim, address: 'karim@cadrelune.example' });
		await db.mailbox.updateMany({
			where: { id: lost.mailboxId },
			data: { state: 'lost', errorCode: 'password-refused' },
		});
		await db.mailboxWatch.updateMany({ where: { mailboxId: lost.mailboxId }, data: { lostAt: tx.at } });
		const contact = await createMailbox(tx, {
			ownerId: office.ines.userId,
			address: 'contact@cadrelune.example',
		});
		await db.sender.updateMany({ where: { id: contact.senderId }, data: { kind: 'shared' } });
		await db.mailboxUser.create({
			data: { subscriptionId, mailboxId: contact.mailboxId, userId: office.camille.userId },
		});
		await db.sender.create({
			data: {
				...{ subscriptionId, kind: 'relay', address: 'lettre@cadrelune.example', displayName: 'La lettre' },
				...{ smtpHost: 'smtp.relais.example', smtpPort: 587, smtpSecurity: 'starttls', loginName: 'clef' },
				...{ replyMailboxId: contact.mailboxId, setUpById: office.ines.userId, takesSequences: false },
			},
		});
	});
});
afterAll(() => office.close());

const read = (actor: Actor = office.ines, filters: object = {}) =>
	office.tx((tx) => readSenderTable(tx, actor, senderFiltersSchema.parse(filters)));
const named = (rows: readonly SenderLine[]) => rows.map(({ address }) => address.split('@')[0]);

describe('the table of all mailboxes (G-07)', () => {
	it('shows what must be mended first, then personal, shared, relays, with what each view counts', async () => {
		const { rows, counts, next } = await read();
		expect(named(rows)).toEqual(['karim', 'camille', 'contact', 'lettre']);
		expect(rows.map(({ group }) => group)).toEqual(['to-mend', 'personal', 'shared', 'relay']);
		expect(counts).toEqual({ all: 4, 'to-mend': 1, personal: 2, shared: 1, relay: 1 });
		expect(next).toBeNull();
		expect(rows[0]).toMatchObject({ state: 'lost', errorCode: 'password-refused', mayChange: true });
		const users = rows[2]!.users.map(({ id }) => id);
		expect(users.sort()).toEqual([office.ines.userId, office.camille.userId].sort());
		expect(rows[3]).toMatchObject({ state: 'ready', repliesTo: 'contact@cadrelune.example', of: 'relay' });
	});

	it('shows a refused mailbox among those to mend, since when', async () => {
		const { senderId } = office;
		const refusal = {
			...{ subscriptionId: office.subscriptionId, senderId, scope: 'sender', code: 'suspended', side: 'own' },
			isReported: false,
		};
		const { id } = await office.tx(({ db, at }) =>
			db.senderRefusal.create({ data: { ...refusal, since: at, refusedAt: at, nextTryAt: at } }),
		);
		const line = (await read()).rows.find(({ address }) => address.startsWith('camille'));
		expect(line).toMatchObject({ group: 'to-mend', state: 'refused', refusals: [{ code: 'suspended' }] });
		await office.tx(({ db, at }) =>
			db.senderRefusal.updateMany({ where: { id }, data: { liftedAt: at, liftedBy: 'try' } }),
		);
	});

	it('counts the runs that a lost mailbox holds', async () => {
		const { id } = await office.engaged();
		await office.tx(({ db }) =>
			db.engagement.updateMany({ where: { id }, data: { state: 'blocked', reason: 'mailbox-lost' } }),
		);
		const line = (await read()).rows.find(({ address }) => address.startsWith('camille'));
		expect(line).toMatchObject({ live: 1, held: 1 });
	});

	it('shows a utilisateur of others’ the state alone', async () => {
		const { rows } = await read(office.camille);
		const [karim, own, contact, relay] = rows;
		expect(karim).toMatchObject({
			state: 'lost',
			mayChange: false,
			errorCode: null,
			server: null,
			today: null,
		});
		expect(own).toMatchObject({ mayChange: true, today: { cap: 1_000 } });
		// She uses it, and does not set it up.
		expect(contact).toMatchObject({ mayChange: false, today: { cap: 40 } });
		expect(relay).toMatchObject({ mayChange: false, server: null, repliesTo: null });
	});

	it('shows what is being connected to responsables, and one’s own', async () => {
		const connection = (ownerId: string, address: string) => ({
			...{ subscriptionId: office.subscriptionId, ownerId, actedById: ownerId, address, language: 'fr' },
			...{ stage: 'choosing', reason: 'connect-door', since: new Date(), startedAt: new Date() },
		});
		await office.tx(({ db }) =>
			db.mailboxConnection.createMany({
				data: [
					connection(office.ines.userId, 'ines@cadrelune.example'),
					{
						...connection(office.ines.userId, 'ventes@cadrelune.example'),
						...{ isShared: true, userIds: [office.ines.userId, office.camille.userId] },
					},
				],
			}),
		);
		const { rows } = await read();
		expect(named(rows)).toEqual(['karim', 'camille', 'ines', 'contact', 'ventes', 'lettre']);
		expect(rows[2]).toMatchObject({
			of: 'connection',
			state: 'connecting',
			reason: 'connect-door',
			until: null,
		});
		const shared = rows.find(({ address }) => address.startsWith('ventes'));
		expect(shared!.users.map(({ id }) => id).sort()).toEqual(
			[office.ines.userId, office.camille.userId].sort(),
		);
		expect((await read(office.camille)).counts.all).toBe(4);
		await office.tx(({ db }) => db.mailboxConnection.deleteMany());
	});

	it('finds by address and by whoever uses it, whatever is typed', async () => {
		expect(named((await read(office.ines, { search: 'TESSOUAL' })).rows)).toEqual(['karim']);
		expect(named((await read(office.ines, { search: 'contact@' })).rows)).toEqual(['contact']);
		expect(named((await read(office.ines, { search: '%' })).rows)).toEqual([]);
		expect((await read(office.ines, { search: "'; --" })).rows).toEqual([]);
		expect(named((await read(office.ines, { view: 'relay' })).rows)).toEqual(['lettre']);
	});

	it('of 500 mailboxes is read page by page, each once', async () => {
		await office.tx(async (tx) => {
			const { db, subscriptionId } = tx;
			const ids = Array.from({ length: 500 }, () => randomUUID());
			const of = (id: string, place: number) => `boite${String(place).padStart(3, '0')}@cadrelune.example`;
			await db.mailbox.createMany({
				data: ids.map((id, place) => ({
					...{ subscriptionId, id, ownerId: office.ines.userId, address: of(id, place) },
					...{ state: place % 25 === 0 ? ('lost' as const) : ('synchronised' as const), loginName: 'x' },
					...{ imapHost: 'imap.example', imapPort: 993, imapSecurity: 'tls' },
				})),
			});
			await db.sender.createMany({
				data: ids.map((mailboxId, place) => ({
					...{ subscriptionId, mailboxId, kind: 'personal', address: of(mailboxId, place), displayName: 'x' },
					...{ smtpHost: 'smtp.example', smtpPort: 465, smtpSecurity: 'tls', loginName: 'x' },
				})),
			});
			await db.mailboxWatch.createMany({ data: ids.map((mailboxId) => ({ subscriptionId, mailboxId })) });
		});
		await office.tx((tx) => tx.sql`ANALYZE`.catch(() => []));
		const seen: string[] = [];
		const took: number[] = [];
		for (let cursor: string | null = null, pages = 0; pages === 0 || cursor !== null; pages++) {
			const start = performance.now();
			const page = await read(office.ines, { cursor: cursor ?? undefined });
			took.push(performance.now() - start);
			seen.push(...page.rows.map(({ id }) => id));
			cursor = page.next;
		}
		expect(new Set(seen).size).toBe(504);
		expect(seen).toHaveLength(504);
		const middle = took.sort((one, other) => one - other)[Math.floor(took.length / 2)]!;
		console.log(
			`a page of 50 of 504 mailboxes: ${middle.toFixed(1)} ms in the middle, ${took.at(-1)!.toFixed(1)} at most`,
		);
	});
});
