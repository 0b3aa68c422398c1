import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database, type Transaction } from '#platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { createRowsOfKinds, type LiveRow } from '#tests/environment/rows-of-kinds.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import { hasAnswered, withAwaitedRun } from './answer-of-run.ts';

let testDatabase: TestDatabase;
let database: Database;
let rows: Record<RunKind, LiveRow>;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	const admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	await admin.query(
		`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`,
	);
	await admin.end();
	const config = { masterKey: Buffer.alloc(32, 7) };
	rows = await createRowsOfKinds({ database, config }, { dueIn: 60_000 });
});
afterAll(async () => {
	await database.close();
	await testDatabase.drop();
});

it.each<[RunKind, boolean, (id: string) => string]>([
	['engagement', true, (id) => `UPDATE engagement SET last_look_at = domain_now() WHERE id = '${id}'`],
	[
		'connection',
		true,
		(id) => `UPDATE connection_test SET state = 'failed', ended_at = now() WHERE id = '${id}'`,
	],
	['mailbox', false, () => 'SELECT 1'],
])(
	'answers a command about a run of the kind %s at its commit, and knows afterwards whether the run has looked since',
	async (kind, waits, look) => {
		const { subscriptionId, id } = rows[kind];
		const within = <T>(work: (tx: Transaction) => Promise<T>) =>
			database.inSubscription(subscriptionId, work);
		const answer = await within((tx) =>
			withAwaitedRun(
				tx,
				async () => ({ done: true }),
				() => ({ kind, id }),
			),
		);
		expect(answer).toMatchObject({ done: true, awaits: { kind, id } });
		expect(await within((tx) => hasAnswered(tx, answer.awaits!))).toBe(!waits);
		await within(({ db }) => db.$executeRawUnsafe(look(id)));
		expect(await within((tx) => hasAnswered(tx, answer.awaits!))).toBe(true);
	},
);

it('waits for no run where a command is about none, and tells nothing of a run of somebody else', async () => {
	const { subscriptionId } = rows.engagement;
	const answer = await database.inSubscription(subscriptionId, (tx) =>
		withAwaitedRun(
			tx,
			async () => ({}),
			() => undefined,
		),
	);
	expect(answer).toEqual({ awaits: null });
	const strange = { kind: 'engagement', id: crypto.randomUUID(), since: new Date() } as const;
	await expect(
		database.inSubscription(subscriptionId, (tx) => hasAnswered(tx, strange)),
	).rejects.toMatchObject({ code: 'missing' });
});
