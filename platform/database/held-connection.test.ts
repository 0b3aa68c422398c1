import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { expect, it } from 'vitest';
import { createTestDatabase } from '#tests/environment/database.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { connectionOptions } from './connection-options.ts';
import { openDatabase, type Database, type Transaction } from './database.ts';
import { HeldConnection, PipelinedConnection } from './held-connection.ts';

it('reads several relations in one transaction without asking a busy connection', async () => {
	const warnings: string[] = [];
	const hear = ({ message }: Error) => void warnings.push(message);
	process.on('warning', hear);
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name: 'in-turn' });
	const subscriptionId = randomUUID();
	try {
		const read = await database.inSubscription(subscriptionId, async ({ db }) => {
			await db.subscription.create({ data: { id: subscriptionId, name: 'Cadrelune' } });
			await db.company.create({ data: { subscriptionId, name: 'Brumevent' } });
			return db.company.findFirstOrThrow({ include: { contacts: true, domains: true, tags: true } });
		});
		expect(read).toMatchObject({ name: 'Brumevent', contacts: [], domains: [], tags: [] });
		await setImmediate();
		expect(warnings).toEqual([]);
	} finally {
		process.off('warning', hear);
		await database.close();
		await testDatabase.drop();
	}
});

it('goes on after a statement that failed: the transaction says what is wrong with it', async () => {
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name: 'in-turn' });
	try {
		const failed = database.inSubscription(randomUUID(), async ({ db }) => {
			await db.$queryRaw`SELECT 1 / 0`.catch(() => {});
			return db.company.count();
		});
		await expect(failed).rejects.toThrow(/aborted/);
	} finally {
		await database.close();
		await testDatabase.drop();
	}
});

/** A database with one connection, so that what becomes of it after a transaction shows in the next. */
async function onOneConnection(work: (database: Database, subscriptionId: string) => Promise<void>) {
	const testDatabase = await createTestDatabase();
	const database = openDatabase({ url: testDatabase.url, name: 'alone', connections: 1 });
	try {
		await work(database, randomUUID());
	} finally {
		await database.close();
		await testDatabase.drop();
	}
}

it('takes no transaction for committed of which a statement failed and somebody went on', () =>
	onOneConnection(async (database, id) => {
		const failed = database.inSubscription(id, async ({ db, sql }) => {
			await db.subscription.create({ data: { id, name: 'Cadrelune' } });
			await sql`SELECT 1 / 0`.catch(() => {});
		});
		await expect(failed).rejects.toThrow('taken back');
		expect(await database.inSubscription(id, ({ db }) => db.subscription.count())).toBe(0);
	}));

it('takes back what takes too long, and hears nothing of it any more', () =>
	onOneConnection(async (database, id) => {
		const resumed = Promise.withResolvers<void>();
		let late: Promise<unknown[]> | undefined;
		const write = async ({ db, sql }: Transaction) => {
			await db.subscription.create({ data: { id, name: 'Cadrelune' } });
			await resumed.promise;
			late = Promise.all([sql`SELECT 1`.catch(nameOf), db.subscription.count().catch(nameOf)]);
		};
		await expect(database.inSubscription(id, write, { transaction: 300 })).rejects.toThrow('too long');
		expect(await database.inSubscription(id, ({ db }) => db.subscription.count())).toBe(0);
		resumed.resolve();
		await setImmediate();
		expect(await late).toEqual([expect.any(String), expect.any(String)]);
	}));

it('serves the next transaction by another connection after one was cut', () =>
	onOneConnection(async (database, id) => {
		const cut = database.inSubscription(id, ({ sql }) => sql`SELECT pg_terminate_backend(pg_backend_pid())`);
		await expect(cut).rejects.toThrow();
		expect(await database.inSubscription(id, ({ db }) => db.subscription.count())).toBe(0);
	}));

const nameOf = (error: Error): string => error.name;

it('waits for the answers of a transaction that may take longer than others', async () => {
	const testDatabase = await createTestDatabase();
	const pool = new pg.Pool({
		...connectionOptions(testDatabase.url, 'refrain_app', 'waits'),
		...{ query_timeout: 1, Client: PipelinedConnection },
	});
	try {
		const { held } = await HeldConnection.begin(pool, { text: 'SELECT 1' }, LONGEST_WAIT);
		await held.query({ text: 'SELECT pg_sleep(0.2)' });
		await held.commit();
	} finally {
		await pool.end();
		await testDatabase.drop();
	}
});

it('writes at once what is asked at once', async () => {
	const testDatabase = await createTestDatabase();
	const connection = new PipelinedConnection(connectionOptions(testDatabase.url, 'refrain_app', 'writes'));
	await connection.connect();
	try {
		let writes = 0;
		const { stream } = connection.connection;
		const write = stream._writev!.bind(stream);
		stream._writev = (chunks, done) => {
			writes += 1;
			write(chunks, done);
		};
		const ask = () => {
			connection.gather();
			return connection.query({ name: 'one', text: 'SELECT $1::int AS one', values: [1] });
		};
		const answers = await Promise.all([ask(), ask(), ask()]);
		expect(answers.map(({ rows }) => rows)).toEqual([[{ one: 1 }], [{ one: 1 }], [{ one: 1 }]]);
		expect(writes).toBe(1);
		await ask();
		expect(writes).toBe(2);
	} finally {
		await connection.end();
		await testDatabase.drop();
	}
});
