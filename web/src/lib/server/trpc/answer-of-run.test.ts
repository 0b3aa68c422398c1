import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import type { LiveChanges } from '../live/live-changes.ts';
import { withAnswerOfRun } from './answer-of-run.ts';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'test' });
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
		async () => ({ engagementId: randomUUID() }),
		({ engagementId }) => engagementId,
	);
	expect(answer.confirmed).toBe(true);
	expect(changes.followers()).toBe(0);
});

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
