import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findFreePort } from '#embedded/free-port.ts';
import { poke } from '#domain/outbox/poke.ts';
import { openDatabase, type Database } from '#platform/database/database.ts';
import { createEnvelopes } from '#platform/secrets/envelope.ts';
import { openKeyRing } from '#platform/secrets/key-ring.ts';
import { createTestDatabase, type TestDatabase } from '#tests/environment/database.ts';
import { countLooks, createEngagement } from '#tests/environment/engagement-rows.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';
import { startWorkerProcess, type WorkerProcess } from '#tests/environment/worker-process.ts';

/** `worker/main.ts` as the launcher runs it. */

const ours = 'https://refrain.example';
const masterKey = randomBytes(32);
let testDatabase: TestDatabase;
let database: Database;
let namespace: string;
/** Knows no search attributes. */
const bareNamespace = 'temporal-system';

beforeAll(async () => {
	testDatabase = await createTestDatabase();
	database = openDatabase({ url: testDatabase.url, name: 'test' });
	namespace = await createTestNamespace(inject('temporalAddress'));
});
afterAll(async () => {
	await database.close();
	await testDatabase.drop();
});

const start = (environment: Record<string, string> = {}): WorkerProcess =>
	startWorkerProcess({
		DATABASE_URL: testDatabase.url,
		TEMPORAL_ADDRESS: inject('temporalAddress'),
		TEMPORAL_NAMESPACE: namespace,
		REFRAIN_MASTER_KEY: masterKey.toString('hex'),
		REFRAIN_PUBLIC_URL: ours,
		REFRAIN_SEND_DRAIN: '2s',
		REFRAIN_LOG_LEVEL: 'info',
		...environment,
	});

async function asAdmin(sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: testDatabase.adminUrl });
	await client.connect();
	await client.query(sql);
	await client.end();
}

describe('the worker process', () => {
	it('refuses a database that nobody has prepared', async () => {
		const { code, words } = await start().exit;
		expect(code).toBe(1);
		expect(words).toContain('holds no installation yet');
	});

	it('refuses the copy of another installation’s database, and says which it is', async () => {
		await asAdmin(`INSERT INTO installation (public_url, sandbox) VALUES ('https://other.example', false)`);
		const { code, words } = await start().exit;
		expect(code).toBe(1);
		expect(words).toContain('belongs to https://other.example');
	});

	it.each([
		['no namespace', () => ({ TEMPORAL_NAMESPACE: 'nowhere' }), /has no namespace nowhere: create it/],
		[
			'no search attributes',
			() => ({ TEMPORAL_NAMESPACE: bareNamespace }),
			/lacks the search attributes Refrain/,
		],
	])('refuses a Temporal with %s, and says what to do', async (_, environment, sentence) => {
		const { code, words } = await start({ REFRAIN_ONE_MACHINE: 'on', ...environment() }).exit;
		expect(code).toBe(1);
		expect(words).toMatch(sentence);
	});

	it('refuses another master key than the first one', async () => {
		await openKeyRing(database, createEnvelopes(masterKey), 'suppression');
		const { code, words } = await start({
			REFRAIN_ONE_MACHINE: 'on',
			REFRAIN_MASTER_KEY: randomBytes(32).toString('hex'),
		}).exit;
		expect(code).toBe(1);
		expect(words).toContain('is not the key that this database was begun with');
	});

	it('works on one machine although the port has changed the address', async () => {
		const worker = start({ REFRAIN_ONE_MACHINE: 'on' });
		await worker.ready;
		worker.child.disconnect();
		expect((await worker.exit).code).toBe(0);
	});

	it('delivers, looks, answers for its health, and ends by itself when it is asked to', async () => {
		await asAdmin(`UPDATE installation SET public_url = '${ours}'`);
		const port = await findFreePort();
		const worker = start({ REFRAIN_WORKER_PORT: String(port) });
		await worker.ready;

		const run = await createEngagement({ database, config: { masterKey } }, { startsIn: 3_600_000 });
		await database.inSubscription(run.subscriptionId, (tx) => poke(tx, 'engagement', run.id));
		await expect.poll(() => countLooks({ database }, run)).toBe(1);

		const health = await fetch(`http://127.0.0.1:${port}/health`);
		expect(health.status).toBe(200);
		expect(await health.json()).toMatchObject({
			status: 'ok',
			database: 'ok',
			runs: 'RUNNING',
			sends: 'RUNNING',
		});

		worker.child.kill('SIGTERM');
		const { code, words } = await worker.exit;
		expect(code).toBe(0);
		expect(words).not.toMatch(/[\w.-]+@[\w.-]+\.example/);
	});

	it('takes one role where that is all it is told to do', async () => {
		const port = await findFreePort();
		const worker = start({ REFRAIN_WORKER_ROLES: 'sends', REFRAIN_WORKER_PORT: String(port) });
		await worker.ready;
		const health = (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as object;
		expect(health).toMatchObject({ sends: 'RUNNING' });
		expect(health).not.toHaveProperty('runs');
		worker.child.kill('SIGTERM');
		expect((await worker.exit).code).toBe(0);
	});
});
