import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { until } from '#tests/environment/until.ts';
import { databaseLimits } from '#platform/limits.ts';
import { openDatabase, type Database, type Transaction } from './database.ts';

const subscription = randomUUID();
const hashOf = (name: string) => createHash('sha256').update(name).digest();
let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;
const companies = [randomUUID(), randomUUID()];

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'advisory', connections: 30 });
	admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	await admin.query('SET session_replication_role = replica');
	for (const id of companies)
		await admin.query(`INSERT INTO company (subscription_id, id, name) VALUES ($1, $2, 'Ardelouse')`, [
			subscription,
			id,
		]);
});
afterAll(async () => {
	await database.close();
	await admin.end();
	await testDatabase.drop();
});

const inTurn = <T>(work: (tx: Transaction) => Promise<T>) => database.inSubscription(subscription, work);

/** A transaction that holds what `take` took until it is let go. */
async function holding(take: (tx: Transaction) => Promise<unknown>): Promise<() => Promise<void>> {
	const held = Promise.withResolvers<void>();
	const free = Promise.withResolvers<void>();
	const over = inTurn(async (tx) => {
		await take(tx);
		held.resolve();
		await free.promise;
	});
	await Promise.race([held.promise, over]);
	return async () => {
		free.resolve();
		await over;
	};
}

async function waiters(): Promise<number> {
	const { rows } = await admin.query<{ count: string }>(
		`SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
	);
	return Number(rows[0]!.count);
}

it('an objection waits for the arms to its address alone, and each reads what the other left', async () => {
	const [hers, other] = [hashOf('her'), hashOf('other')];
	const armed = await holding((tx) => tx.lockAddresses([hers, other], 'share'));
	await inTurn((tx) => tx.lockAddresses([hers], 'share'));
	let objected = false;
	const objection = inTurn((tx) => tx.lockAddresses([hers], 'update')).then(() => void (objected = true));
	await until('the objection waits', async () => (await waiters()) === 1);
	expect(objected).toBe(false);
	await armed();
	await objection;
	expect(objected).toBe(true);
});

it('hundreds of arms and objections over the same addresses end without a deadlock, in whatever order they ask', async () => {
	const hashes = Array.from({ length: 12 }, (_, index) => hashOf(`address ${index}`));
	const deadlocks = async () => {
		const { rows } = await admin.query<{ deadlocks: string }>(
			`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`,
		);
		return Number(rows[0]!.deadlocks);
	};
	const before = await deadlocks();
	const any = () => hashes.toSorted(() => Math.random() - 0.5).slice(0, 6);
	let done = 0;
	await Promise.all(
		Array.from({ length: 24 }, async (_, worker) => {
			for (let round = 0; round < 12; round++) {
				await inTurn(async (tx) => {
					await tx.lockAddresses(any(), worker % 3 === 0 ? 'update' : 'share');
					await tx.lockIssues([subscription], worker % 5 === 0 ? 'update' : 'share');
					await tx.lock('company', companies);
				});
				done++;
			}
		}),
	);
	expect(done).toBe(24 * 12);
	expect(await deadlocks()).toBe(before);
});

it('asked for behind rows it is had at once, or the transaction begins anew with it: two that cross both end', async () => {
	const hers = hashOf('crossed');
	let runs = 0;
	const holder = await holding((tx) => tx.lockAddresses([hers], 'update'));
	const late = inTurn(async (tx) => {
		runs++;
		await tx.lock('company', [companies[0]!]);
		await tx.lockAddresses([hers], 'update');
		return 'late';
	});
	await until('the second run waits for the address before it holds a row', async () => (await waiters()) === 1);
	// Who holds the address takes the row that the other one let go.
	await inTurn((tx) => tx.lock('company', [companies[0]!]));
	await holder();
	expect(await late).toBe('late');
	expect(runs).toBe(2);
});

it('many at once exclude every address of the subscription, and none of another one', async () => {
	const many = Array.from({ length: databaseLimits.addressesLockedAtOnce + 1 }, (_, at) => hashOf(`many ${at}`));
	const all = await holding((tx) => tx.lockAddresses(many, 'update'));
	const elsewhere = randomUUID();
	await database.inSubscription(elsewhere, (tx) => tx.lockAddresses([hashOf('anybody')], 'share'));
	const arm = inTurn((tx) => tx.lockAddresses([hashOf('anybody')], 'share'));
	await until('the arm waits', async () => (await waiters()) === 1);
	await all();
	await arm;
});

it('a pause waits for the arms under way, and later arms wait for it', async () => {
	const issue = randomUUID();
	const arm = await holding((tx) => tx.lockIssues([issue], 'share'));
	const pause = inTurn((tx) => tx.lockIssues([issue], 'update'));
	await until('the pause waits', async () => (await waiters()) === 1);
	const later = inTurn((tx) => tx.lockIssues([issue], 'share'));
	await until('the later arm stands behind the pause', async () => (await waiters()) === 2);
	await arm();
	await Promise.all([pause, later]);
});
