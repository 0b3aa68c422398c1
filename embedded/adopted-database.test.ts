import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { refuseCopy } from '#worker/refuse-copy.ts';
import { adoptDatabase, planAdoption } from './adopted-database.ts';

const ours = { publicUrl: 'https://refrain.example', oneMachine: false };
let testDatabase: TestDatabase;
let database: Database;
let owner: pg.Client;

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'adopt' });
	owner = new pg.Client({ connectionString: testDatabase.url });
	await owner.connect();
});
afterAll(async () => {
	await owner.end();
	await database.close();
	await testDatabase.drop();
});

const plan = () => planAdoption(owner, { publicUrl: ours.publicUrl, namespace: 'refrain' });

it('a database without an installation is nobody’s to adopt', async () => {
	await expect(plan()).rejects.toThrow('holds no installation');
});

it('a copy is refused, the plan changes nothing, and adopted it belongs here and is read back before it sends', async () => {
	await owner.query(`INSERT INTO installation (public_url, sandbox) VALUES ('https://other.example', false)`);
	const run = await createEngagement({ database }, { startsIn: 0 });
	const own = [run.subscriptionId, run.senderId, run.id];
	await owner.query(
		`INSERT INTO send (subscription_id, id, kind, sender_id, engagement_id, position, occurrence, state, fence, lease_until,
			created_at)
		VALUES ($1, gen_random_uuid(), 'step', $2, $3, 1, 1, 'claimed', 1, now(), now())`,
		own,
	);
	await expect(refuseCopy(database, ours)).rejects.toThrow('npm run adopt-database');
	const { isOurs, lines } = await plan();
	expect(isOurs).toBe(false);
	expect(lines.join('\n')).toContain('1 sends that were under way');
	await expect(refuseCopy(database, ours)).rejects.toThrow('https://other.example');

	await adoptDatabase(owner, ours.publicUrl);
	await adoptDatabase(owner, ours.publicUrl);
	await refuseCopy(database, ours);
	expect((await plan()).isOurs).toBe(true);
	const { rows } = await owner.query(
		`SELECT (SELECT array_agg(number) FROM restore_incident) AS incidents, send.state, send.fence, watch.fence AS watch,
			watch.proven_at FROM send, mailbox_watch watch`,
	);
	expect(rows).toEqual([{ incidents: [1], state: 'ready', fence: 2, watch: 1, proven_at: null }]);
});
