/** The safety net holds every kind of run: the registry says which rows live and which are due. */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entriesWith } from '#domain/runs/registry.ts';
import { createRowsOfKinds, type LiveRow } from '#tests/environment/rows-of-kinds.ts';
import { startWorkerRig, type WorkerRig } from '#tests/environment/worker-rig.ts';
import { RUN_KINDS, runId } from '#workflows/contracts/run-ref.ts';
import { startDispatcher } from './dispatcher.ts';
import { startSweep, type Sweep } from './sweep.ts';

const HOUR = 3_600_000;
let rig: WorkerRig;
let sweep: Sweep;

beforeAll(async () => {
	// Nobody conducts the runs: what a sweep begins stays as it began it.
	rig = await startWorkerRig({ REFRAIN_WORKER_ROLES: 'mailbox-watch' });
	const admin = new pg.Client({ connectionString: rig.adminUrl });
	await admin.connect();
	await admin.query(
		`INSERT INTO installation (public_url, sandbox) VALUES ('https://refrain.example', true)`,
	);
	await admin.end();
	const { pool, logger } = rig.services;
	sweep = startSweep({ pool, runs: rig.runs, logger, lead: { isHeld: async () => false }, every: HOUR });
});
afterAll(async () => {
	await sweep.stop();
	await rig.stop();
});

const handleOf = ({ kind, id }: LiveRow) => rig.client.workflow.getHandle(runId(kind, id));

/** How often the run was poked; undefined: there is none. */
async function pokesOf(row: LiveRow): Promise<number | undefined> {
	const history = await handleOf(row)
		.fetchHistory()
		.catch(() => undefined);
	return history?.events?.filter((event) => event.workflowExecutionSignaledEventAttributes).length;
}

it('with Temporal empty, one sweep starts the run of one live row of each kind, with who it is for', async () => {
	const rows = await createRowsOfKinds(rig.services, { dueIn: HOUR });
	await sweep.once();
	for (const kind of RUN_KINDS) {
		const { status, type, searchAttributes } = await handleOf(rows[kind]).describe();
		expect({ status: status.name, type, owner: searchAttributes.RefrainOwner?.[0] ?? null }).toEqual({
			status: 'RUNNING',
			type: kind,
			owner: rows[kind].ownerId,
		});
		expect(await pokesOf(rows[kind])).toBe(0);
	}
});

it('pokes the run of one overdue row of each kind that waits for an instant', async () => {
	const rows = await createRowsOfKinds(rig.services, { dueIn: -HOUR });
	const { poked } = await sweep.once();
	const waiting = entriesWith('due').map(({ kind }) => kind);
	expect(poked).toBe(waiting.length);
	for (const kind of RUN_KINDS)
		expect([kind, await pokesOf(rows[kind])]).toEqual([kind, waiting.includes(kind) ? 1 : 0]);
});

it('a poke of each kind that the outbox delivers says whose run it is', async () => {
	const rows = await createRowsOfKinds(rig.services, { dueIn: HOUR });
	const { pool, logger, database } = rig.services;
	const dispatcher = await startDispatcher({
		databaseUrl: rig.config.database.url,
		pool,
		runs: rig.runs,
		logger,
	});
	try {
		for (const kind of RUN_KINDS) {
			const { subscriptionId, id } = rows[kind];
			await database.inSubscription(
				subscriptionId,
				({ db }) =>
					db.$executeRaw`INSERT INTO outbox (subscription_id, kind, workflow, target_id) VALUES (${subscriptionId}::uuid, 'poke', ${kind}, ${id}::uuid)`,
			);
		}
		for (const kind of RUN_KINDS) {
			await expect.poll(() => pokesOf(rows[kind]), { timeout: 30_000 }).toBe(1);
			const { searchAttributes } = await handleOf(rows[kind]).describe();
			expect([kind, searchAttributes.RefrainOwner?.[0] ?? null]).toEqual([kind, rows[kind].ownerId]);
		}
	} finally {
		await dispatcher.stop();
	}
});
