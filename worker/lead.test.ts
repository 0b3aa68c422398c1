import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { createLogger } from '#platform/logging.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { standForSweep, type Lead } from './lead.ts';
import { startSweep, type Sweep } from './sweep.ts';

/** Milliseconds: long beside a query, short beside a test. */
const SILENCE = 2_000;
let testDatabase: TestDatabase;
let pool: DispatchPool;
let admin: pg.Client;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	pool = openDispatchPool(testDatabase.url);
	admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
});
afterEach(async () => {
	for (const one of opened.splice(0).reverse()) await one.close();
});
afterAll(async () => {
	await admin.end();
	await pool.close();
	await testDatabase.drop();
});

function stand(): Lead {
	const lead = standForSweep({ url: testDatabase.url, silence: SILENCE });
	opened.push(lead);
	return lead;
}

/** A sweep that counts how often it swept: each one asks PostgreSQL for what is overdue first. */
function sweepOf(lead: Lead): { count(): number; sweep: Sweep } {
	let count = 0;
	const counting: DispatchPool = {
		...pool,
		query: (sql, values) => {
			if (sql.startsWith('DELETE FROM outbox')) count++;
			return pool.query(sql, values);
		},
	};
	const runs = { poke: async () => {}, ensure: async () => false, countOpen: async () => 0 };
	const logger = createLogger('test', { level: 'silent' });
	const sweep = startSweep({ pool: counting, runs, logger, lead, every: 20 });
	opened.push({ close: () => sweep.stop() });
	return { count: () => count, sweep };
}

async function cutLeader(): Promise<void> {
	const { rowCount } = await admin.query(
		`SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
		WHERE locktype = 'advisory' AND granted AND datname = current_database()`,
	);
	expect(rowCount).toBe(1);
}

it('of two sweeps over one database one works; when its connection is cut, the other goes on', async () => {
	const [first, second] = [sweepOf(stand()), sweepOf(stand())];
	await expect.poll(() => first.count() + second.count()).toBeGreaterThan(3);
	const [working, waiting] = first.count() > 0 ? [first, second] : [second, first];
	expect(waiting.count()).toBe(0);
	// The working one stands by in the same moment, so it may be first again: it is stopped, as a dead process is.
	await working.sweep.stop();
	const swept = working.count();
	await cutLeader();
	await expect.poll(() => waiting.count(), { timeout: 20_000 }).toBeGreaterThan(0);
	expect(working.count()).toBe(swept);
});

it('a leader whose connection was cut knows it, and asks again', async () => {
	const [first, second] = [stand(), stand()];
	expect(await first.isHeld()).toBe(true);
	expect(await second.isHeld()).toBe(false);
	await cutLeader();
	await expect.poll(() => second.isHeld()).toBe(true);
	expect(await first.isHeld()).toBe(false);
	await second.close();
	await expect.poll(() => first.isHeld()).toBe(true);
});

it('a frozen leader is passed over after its silence, and knows it when it wakes', async () => {
	vi.useFakeTimers({ toFake: ['setInterval'] });
	const frozen = stand();
	vi.useRealTimers();
	const awake = stand();
	expect(await frozen.isHeld()).toBe(true);
	expect(await awake.isHeld()).toBe(false);
	await expect.poll(() => awake.isHeld(), { timeout: 20_000 }).toBe(true);
	expect(await frozen.isHeld()).toBe(false);
});

it('a database out of reach gives nobody the lead', async () => {
	const lead = standForSweep({ url: 'postgres://nobody@127.0.0.1:1/none', silence: SILENCE });
	opened.push(lead);
	expect(await lead.isHeld()).toBe(false);
});
