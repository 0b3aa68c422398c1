import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { openDatabase, type Database } from './database.ts';
import type { Lockable } from './locks.ts';

const [known, fresh] = [randomUUID(), randomUUID()];
const ROWS = 3_000;
let testDatabase: TestDatabase;
let database: Database;
let admin: pg.Client;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'locks' });
	admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	// Rows of which only ids count: nothing that they point to is needed.
	await admin.query('SET session_replication_role = replica');
	for (const subscription of [known, fresh]) {
		await admin.query(
			`INSERT INTO send (subscription_id, id, kind, sender_id, engagement_id, position, occurrence, state, created_at)
			SELECT $1, gen_random_uuid(), 'step', gen_random_uuid(), gen_random_uuid(), 1, 1, 'ready', now()
			FROM generate_series(1, $2::int)`,
			[subscription, ROWS],
		);
		await admin.query(
			`INSERT INTO company (subscription_id, name) SELECT $1, 'Ardelouse' FROM generate_series(1, $2::int)`,
			[subscription, ROWS],
		);
		// The statistics are those of before the second one came.
		if (subscription === known) await admin.query('ANALYZE send, company');
	}
});
afterAll(async () => {
	await database.close();
	await admin.end();
	await testDatabase.drop();
});

it.each<Lockable>(['send', 'company'])(
	'reads no other rows of %s than it locks, in a subscription that is new to the statistics',
	async (kind) => {
		const { rows } = await admin.query<{ id: string }>(
			`SELECT id FROM ${kind} WHERE subscription_id = $1 ORDER BY id LIMIT 3`,
			[fresh],
		);
		const ids = rows.map(({ id }) => id);
		await database.inSubscription(fresh, async (tx) => {
			expect(await tx.lock(kind, ids)).toEqual(ids);
			const [read] = await tx.db.$queryRawUnsafe<{ rows: bigint }[]>(
				`SELECT pg_stat_get_xact_tuples_returned(i.indexrelid) AS rows FROM pg_index i
				WHERE i.indrelid = '${kind}'::regclass ORDER BY 1 DESC LIMIT 1`,
			);
			const [scanned] = await tx.db.$queryRawUnsafe<{ rows: bigint }[]>(
				`SELECT pg_stat_get_xact_tuples_returned('${kind}'::regclass) AS rows`,
			);
			expect(Number(read!.rows) + Number(scanned!.rows)).toBeLessThan(10);
		});
	},
);

it('locks no row of another subscription, whoever asks', async () => {
	const { rows } = await admin.query<{ id: string }>(
		'SELECT id FROM send WHERE subscription_id = $1 LIMIT 1',
		[known],
	);
	expect(await database.inSubscription(fresh, (tx) => tx.lock('send', [rows[0]!.id]))).toEqual([]);
});
