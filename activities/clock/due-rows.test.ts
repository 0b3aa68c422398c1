/** *Avancer le temps* waits for each kind of run that the registry says is due or at work. */
import pg from 'pg';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { entriesWith, RUN_REGISTRY } from '#domain/runs/registry.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { openDispatchPool, type DispatchPool } from '#platform/database/dispatch-pool.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { createRowsOfKinds, type LiveRow } from '#tests/environment/rows-of-kinds.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import { countUnderWay, nextDueAt, pokeDue, WAKING_HALTS } from './due-rows.ts';

const HOUR = 3_600_000;
const REST = { sends: 0, outbox: 0, runs: 0, notifications: 0 };
const config = { masterKey: Buffer.alloc(32, 7) };
let testDatabase: TestDatabase;
let database: Database;
let pool: DispatchPool;
let admin: pg.Client;
let rows: Record<RunKind, LiveRow>;

beforeEach(async () => {
	await close();
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	pool = openDispatchPool(testDatabase.url);
	admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	await admin.query(
		`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`,
	);
	rows = await createRowsOfKinds({ database, config }, { dueIn: HOUR });
	// What waits for no instant is under way at once.
	await admin.query(`UPDATE automation_effect SET state = 'done', settled_at = now()`);
});
afterAll(close);

async function close(): Promise<void> {
	if (!testDatabase) return;
	await admin.end();
	await pool.close();
	await database.close();
	await testDatabase.drop();
}

/** Those whose instants are the wall clock’s: the clock of the domain goes on over them. */
const BY_THE_WALL: readonly RunKind[] = ['connect', 'domain'];

/** Each with the column of its instant. */
const INSTANTS: Partial<Record<RunKind, string>> = {
	engagement: 'UPDATE engagement SET next_look_at = $2 WHERE id = $1',
	message: 'UPDATE send SET not_before = $2 WHERE id = $1',
	notifications: 'UPDATE notification SET treated_due_at = $2 WHERE user_id = $1',
	connect: 'UPDATE mailbox_connection SET next_look_at = $2 WHERE id = $1',
	domain: 'UPDATE sending_domain SET next_look_at = $2 WHERE id = $1',
	newsletter: 'UPDATE newsletter SET next_at = $2 WHERE id = $1',
	issue: 'UPDATE newsletter_issue SET next_look_at = $2 WHERE id = $1',
	part: 'UPDATE issue_part SET next_look_at = $2 WHERE id = $1',
};
const moveTo = (kind: RunKind, instant: Date) => admin.query(INSTANTS[kind]!, [rows[kind].id, instant]);

describe.each(BY_THE_WALL)('%s', (kind) => {
	it('neither holds the clock nor is gone by, due or not', async () => {
		const next = await nextDueAt({ pool });
		for (const instant of [Date.now() - 1_000, Date.now() + 1_000]) {
			await moveTo(kind, new Date(instant));
			expect(await countUnderWay({ pool })).toEqual(REST);
			expect(await nextDueAt({ pool })).toEqual(next);
			expect(await pokeDue({ pool, database })).toBe(0);
		}
	});
});

const waiting = entriesWith('due').flatMap(({ kind }) => (BY_THE_WALL.includes(kind) ? [] : [kind]));

describe.each(waiting)('%s', (kind) => {
	it('is waited for while it is due, and woken', async () => {
		expect(await countUnderWay({ pool })).toEqual(REST);
		await moveTo(kind, new Date(Date.now() - 1_000));
		const { halt } = RUN_REGISTRY[kind].due!;
		expect(await countUnderWay({ pool })).toEqual({ ...REST, [halt]: 1 });
		expect(WAKING_HALTS).toContain(halt);
		expect(await pokeDue({ pool, database })).toBe(1);
		const outbox = await pool.query('SELECT workflow, target_id FROM outbox');
		expect(outbox).toEqual([{ workflow: kind, target_id: rows[kind].id }]);
	});

	it('is the next instant that the clock goes to', async () => {
		const soon = new Date(Date.now() + 60_000);
		await moveTo(kind, soon);
		expect(await nextDueAt({ pool })).toEqual(soon);
	});
});

describe.each<[RunKind, string]>([
	[
		'engagement',
		`UPDATE send SET kind = 'step', engagement_id = $1, state = 'armed', armed_at = now(), position = 1, occurrence = 1`,
	],
	['effect', `UPDATE automation_effect SET state = 'pending', settled_at = NULL WHERE id = $1`],
	['message', `UPDATE send SET state = 'claimed', lease_until = now() + interval '1 hour' WHERE id = $1`],
])('%s at work', (kind, work) => {
	it('is waited for', async () => {
		await admin.query(work, [rows[kind].id]);
		expect(await countUnderWay({ pool })).toEqual({ ...REST, [RUN_REGISTRY[kind].underWay!.halt]: 1 });
	});
});

it('a mail whose fate is looked for goes by the wall clock: its engagement holds nothing', async () => {
	await moveTo('engagement', new Date(Date.now() - 1_000));
	await admin.query(
		`UPDATE send SET kind = 'step', engagement_id = $1, state = 'uncertain', armed_at = now(), position = 1, occurrence = 1, not_before = NULL`,
		[rows.engagement.id],
	);
	expect(await countUnderWay({ pool })).toEqual(REST);
});
