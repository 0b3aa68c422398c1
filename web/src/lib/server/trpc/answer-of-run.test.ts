import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { createRowsOfKinds, type LiveRow } from '#tests/environment/rows-of-kinds.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import type { LiveChanges } from '../live/live-changes.ts';
import { withAnswerOfRun } from './answer-of-run.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	const admin = new pg.Client({ connectionString: testDatabase.adminUrl });
	await admin.connect();
	await admin.query(
		`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`,
	);
	await admin.end();
});
afterAll(async () => {
	await database.close();
	await testDatabase.drop();
});

/** Live changes that always have more to tell than anybody takes, and count who follows them. */
function busyChanges() {
	let followers = 0;
	const live: Pick<LiveChanges, 'follow'> = {
		async *follow(_subscriptionId, signal) {
			followers++;
			try {
				while (!signal.aborted) yield { kind: 'engagement', id: randomUUID() };
			} finally {
				followers--;
			}
		},
	};
	return { live: live as LiveChanges, followers: () => followers };
}

it('follows the changes of its run no longer than it waits, whatever else there is to tell', async () => {
	const changes = busyChanges();
	const answer = await withAnswerOfRun(
		{ database, live: changes.live },
		randomUUID(),
		async () => ({ id: randomUUID() }),
		({ id }) => ({ kind: 'engagement', id }),
	);
	expect(answer.confirmed).toBe(true);
	expect(changes.followers()).toBe(0);
});

/** Live changes of a test that changes rows itself. */
function changesOf() {
	let tell = (_id: string): void => {};
	const live: Pick<LiveChanges, 'follow'> = {
		async *follow(_subscriptionId, signal) {
			while (!signal.aborted) {
				const id = await new Promise<string | undefined>((resolve) => {
					tell = resolve;
					signal.addEventListener('abort', () => resolve(undefined));
				});
				if (id) yield { kind: 'engagement', id };
			}
		},
	};
	return { live: live as LiveChanges, tell: (id: string) => tell(id) };
}

it.each<[RunKind, boolean, (row: LiveRow) => string]>([
	['engagement', true, ({ id }) => `UPDATE engagement SET last_look_at = domain_now() WHERE id = '${id}'`],
	[
		'connection',
		true,
		({ id }) => `UPDATE connection_test SET state = 'failed', ended_at = now() WHERE id = '${id}'`,
	],
	['mailbox', false, () => 'SELECT 1'],
])(
	'waits for the look of a run of the kind %s where the registry says what shows it',
	async (kind, waits, look) => {
		const rows = await createRowsOfKinds(
			{ database, config: { masterKey: Buffer.alloc(32, 7) } },
			{ dueIn: 60_000 },
		);
		const { subscriptionId, id } = rows[kind];
		const run = (sql: string) =>
			database.inSubscription(subscriptionId, ({ db }) => db.$executeRawUnsafe(sql));
		const asked = (sql: string | undefined) => {
			const { live, tell } = changesOf();
			const answer = withAnswerOfRun(
				{ database, live },
				subscriptionId,
				async () => ({}),
				() => ({ kind, id }),
			);
			if (sql) void run(sql).then(() => tell(id));
			return answer;
		};
		expect(await asked(undefined)).toEqual({ confirmed: !waits });
		expect(await asked(look(rows[kind]))).toEqual({ confirmed: true });
	},
);

it('stops following after a command that failed', async () => {
	const changes = busyChanges();
	const failed = withAnswerOfRun(
		{ database, live: changes.live },
		randomUUID(),
		() => Promise.reject(new Error('refused')),
		() => undefined,
	);
	await expect(failed).rejects.toThrow('refused');
	expect(changes.followers()).toBe(0);
});
