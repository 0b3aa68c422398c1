import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { openDatabase, type Database } from './database.ts';
import { isForeignKeyViolation, isUniqueViolation } from './failures.ts';
import { listen } from './listen.ts';

let testDatabase: TestDatabase;
let database: Database;
const ours = randomUUID();
const theirs = randomUUID();

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	for (const [id, name] of [
		[ours, 'Ours'],
		[theirs, 'Theirs'],
	] as const)
		await database.inSubscription(id, (tx) => tx.db.subscription.create({ data: { id, name } }));
});

afterAll(async () => {
	await database.close();
	await testDatabase.drop();
});

async function createCompany(subscriptionId: string, name: string, siren?: string): Promise<string> {
	return database.inSubscription(subscriptionId, async (tx) => {
		const company = await tx.db.company.create({ data: { subscriptionId, name, siren } });
		return company.id;
	});
}

describe('inSubscription', () => {
	it('sees the rows of its subscription only, and nothing without one', async () => {
		await createCompany(ours, 'Brumevent');
		await createCompany(theirs, 'Calquemain');
		const names = (subscriptionId: string) =>
			database.inSubscription(subscriptionId, async (tx) =>
				(await tx.db.company.findMany({ select: { name: true } })).map((row) => row.name),
			);
		expect(await names(ours)).toEqual(['Brumevent']);
		expect(await names(theirs)).toEqual(['Calquemain']);
		expect(await database.inInstallation((tx) => tx.db.company.count())).toBe(0);
	});

	it('keeps its subscription while two hundred transactions of two tenants cross on ten connections', async () => {
		const seen = await Promise.all(
			Array.from({ length: 200 }, (_, index) => {
				const subscriptionId = index % 2 ? ours : theirs;
				return database.inSubscription(subscriptionId, async (tx) => {
					const [row] = await tx.db.subscription.findMany();
					return row!.id === subscriptionId;
				});
			}),
		);
		expect(seen.every(Boolean)).toBe(true);
	});

	it('refuses to write a row of another subscription', async () => {
		await expect(
			database.inSubscription(ours, (tx) =>
				tx.db.company.create({ data: { subscriptionId: theirs, name: 'Smuggled' } }),
			),
		).rejects.toThrow();
	});

	it('refuses a reference to a row of another subscription', async () => {
		const foreign = await createCompany(theirs, 'Foreign');
		const refused = database.inSubscription(ours, (tx) =>
			tx.db.contact.create({ data: { subscriptionId: ours, companyId: foreign, lastName: 'Galvanec' } }),
		);
		await expect(refused).rejects.toSatisfy(isForeignKeyViolation);
	});

	it('names a doubled row', async () => {
		await createCompany(ours, 'First', '000100198');
		await expect(createCompany(ours, 'Second', '000100198')).rejects.toSatisfy(isUniqueViolation);
	});

	it('does not take anything else than a uuid for a subscription', async () => {
		await expect(database.inSubscription("' OR true --", async () => 1)).rejects.toThrow('uuid');
	});

	it('reads the one clock: the offset of the installation moves every transaction', async () => {
		await database.inInstallation((tx) => tx.db.installation.findFirst());
		await execute(`INSERT INTO installation (public_url, sandbox) VALUES ('http://localhost', true)`);
		const before = await database.inSubscription(ours, async (tx) => tx.at);
		await execute(`UPDATE installation SET clock_offset_ms = 86400000`);
		const after = await database.inSubscription(ours, async (tx) => tx.at);
		expect(Math.round((after.getTime() - before.getTime()) / 86_400_000)).toBe(1);
		await expect(execute(`UPDATE installation SET clock_offset_ms = 0`)).rejects.toThrow('never goes back');
	});

	it('runs a transaction again when two of them deadlock', async () => {
		const [a, b] = [await createCompany(ours, 'A'), await createCompany(ours, 'B')];
		const touch = (first: string, second: string) =>
			database.inSubscription(ours, async (tx) => {
				await tx.db.company.update({ where: key(first), data: { city: 'Nantes' } });
				await new Promise((resolve) => setTimeout(resolve, 50));
				await tx.db.company.update({ where: key(second), data: { city: 'Nantes' } });
			});
		await Promise.all([touch(a, b), touch(b, a)]);
		const rows = await database.inSubscription(ours, (tx) =>
			tx.db.company.findMany({ where: { city: 'Nantes' } }),
		);
		expect(rows.map((row) => row.name).sort()).toEqual(['A', 'B']);
	});
});

describe('lock', () => {
	it('answers the rows that exist here', async () => {
		const mine = await createCompany(ours, 'Mine');
		const foreign = await createCompany(theirs, 'Not mine');
		expect(await database.inSubscription(ours, (tx) => tx.lock('company', [foreign, mine]))).toEqual([mine]);
	});

	it('gives rows that are held already once more, in any order', async () => {
		const mine = await createCompany(ours, 'Held');
		const again = database.inSubscription(ours, async (tx) => {
			await tx.lock('company', [mine]);
			await tx.lock('company', [mine], 'share');
			return tx.lock('company', [mine]);
		});
		expect(await again).toEqual([mine]);
	});

	it('refuses an order in which two transactions could wait for each other', async () => {
		const locked = database.inSubscription(ours, async (tx) => {
			await tx.lock('company', []);
			await tx.lock('mailbox', []);
		});
		await expect(locked).rejects.toThrow('lock order');
	});
});

describe('asSupport', () => {
	it('reads runs of every subscription, and no texts or secrets', async () => {
		expect(await database.asSupport((tx) => tx.db.subscription.count())).toBe(2);
		const texts = database.asSupport((tx) => tx.db.message.findMany({ select: { text: true } }));
		await expect(texts).rejects.toThrow();
		await expect(database.asSupport((tx) => tx.db.mailboxSecret.count())).rejects.toThrow();
		await expect(
			database.asSupport((tx) => tx.db.subscription.updateMany({ data: { name: 'Changed' } })),
		).rejects.toThrow();
	});
});

describe('listen', () => {
	it('hears a change after its commit, and comes back after a cut', async () => {
		const heard: string[] = [];
		let reconnected = 0;
		const listener = await listen({
			url: testDatabase.url,
			role: 'refrain_app',
			channel: 'refrain',
			onNotification: (payload) => heard.push(payload),
			onReconnect: () => reconnected++,
		});
		await execute(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
			WHERE application_name = 'refrain-listen-refrain' AND datname = current_database()`);
		await expect.poll(() => reconnected).toBe(1);
		const user = randomUUID();
		await database.inSubscription(ours, async (tx) => {
			await tx.db.user.create({
				data: {
					subscriptionId: ours,
					id: user,
					email: 'a@b.example',
					firstName: 'A',
					lastName: 'B',
					licence: 'utilisateur',
				},
			});
			await tx.db.notification.create({
				data: { subscriptionId: ours, userId: user, kind: 'reply', target: 'company', createdAt: tx.at },
			});
		});
		await expect
			.poll(() => heard.map((payload) => JSON.parse(payload)))
			.toEqual([{ subscription: ours, kind: 'notification', id: user }]);
		await listener.close();
	});
});

function key(id: string) {
	return { subscriptionId_id: { subscriptionId: ours, id } };
}

async function execute(sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: testDatabase.adminUrl });
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}
