import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notify } from '#domain/notifications/notify.ts';
import { visitSheet } from '#domain/notifications/visit-sheet.ts';
import { deliveryLimits } from '#platform/limits.ts';
import { pruneLooks, type PrunePlace } from './prune-looks.ts';
import { startSweep, type Sweep } from './sweep.ts';
import { countLooks, createEngagement } from '#tests/environment/engagement-rows.ts';
import { startWorkerRig, type WorkerRig } from '#tests/environment/worker-rig.ts';

type Run = Awaited<ReturnType<typeof createEngagement>>;

const HOUR = 3_600_000;
const SECOND = 1_000;
/** Each test sweeps when it says so. */
const ALONE = { isHeld: async () => false };
let rig: WorkerRig;
let sweep: Sweep;

beforeAll(async () => {
	// Nothing listens where its mailboxes are: nobody watches them.
	rig = await startWorkerRig({ REFRAIN_WORKER_ROLES: 'runs, sends' });
	const { pool, logger } = rig.services;
	sweep = startSweep({ pool, runs: rig.runs, logger, lead: ALONE, every: HOUR });
});
afterAll(async () => {
	await sweep.stop();
	await rig.stop();
});

const statusOf = async (id: string): Promise<string> =>
	(await rig.client.workflow.getHandle(id).describe()).status.name;

/** Makes a row as old as a test needs, as its own transaction would have left it. */
function rewrite(run: { subscriptionId: string }, sql: string): Promise<unknown> {
	return rig.services.database.inSubscription(run.subscriptionId, (tx) => tx.db.$executeRawUnsafe(sql));
}

/** Older looks of a run; each has its number as its position, the youngest the first. */
const addLooks = (run: Run, count: number) =>
	rewrite(
		run,
		`INSERT INTO engagement_look (subscription_id, engagement_id, at, position, gates, reason)
		SELECT '${run.subscriptionId}', '${run.id}', now() - make_interval(mins => number), number, '[]', 'older'
		FROM generate_series(1, ${count}) AS number`,
	);

/** The numbers of the looks that are left of those. */
const looksLeft = (run: Run): Promise<number[]> =>
	rig.services.database.inSubscription(run.subscriptionId, async ({ db }) => {
		const rows = await db.engagementLook.findMany({
			where: { engagementId: run.id, reason: 'older' },
			orderBy: { position: 'asc' },
		});
		return rows.map(({ position }) => position);
	});

describe('the sweep', () => {
	it('starts the run of a live row that has none: the poke was lost, or Temporal’s database', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		const { started } = await sweep.once();
		expect(started).toBeGreaterThanOrEqual(1);
		await expect.poll(() => countLooks(rig.services, run)).toBe(1);
	});

	it('leaves a waiting run alone', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await sweep.once();
		await expect.poll(() => countLooks(rig.services, run)).toBe(1);
		await sweep.once();
		await sweep.once();
		expect(await countLooks(rig.services, run)).toBe(1);
	});

	it('pokes a run whose row is overdue', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await sweep.once();
		await expect.poll(() => countLooks(rig.services, run)).toBe(1);
		await rewrite(
			run,
			`UPDATE engagement SET next_look_at = now() - interval '5 minutes' WHERE id = '${run.id}'`,
		);
		expect((await sweep.once()).poked).toBe(1);
		await expect.poll(() => countLooks(rig.services, run)).toBe(2);
	});

	it('leaves an overdue row alone whose poke was delivered a moment ago', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await rewrite(
			run,
			`UPDATE engagement SET next_look_at = now() - interval '5 minutes' WHERE id = '${run.id}'`,
		);
		await rewrite(
			run,
			`INSERT INTO outbox (subscription_id, kind, workflow, target_id, delivered_at)
			VALUES ('${run.subscriptionId}', 'poke', 'engagement', '${run.id}', clock_timestamp())`,
		);
		expect((await sweep.once()).poked).toBe(0);
	});

	it('brings back the run of an ended row while the fate of one of its mails is open', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await rewrite(
			run,
			`UPDATE engagement SET state = 'failed', ended_at = now(), failure_at = now(), next_look_at = NULL WHERE id = '${run.id}'`,
		);
		await rewrite(
			run,
			`INSERT INTO send (subscription_id, id, kind, sender_id, engagement_id, position, occurrence, state, armed_at, created_at)
			VALUES ('${run.subscriptionId}', gen_random_uuid(), 'step', '${run.senderId}', '${run.id}', 1, 1, 'armed', now(), now())`,
		);
		await sweep.once();
		await expect.poll(() => statusOf(`engagement/${run.id}`)).toBe('RUNNING');
	});

	it('comes to the last of more missing runs than it starts at once', async () => {
		const runs: Run[] = [];
		for (let count = 0; count < 3; count++)
			runs.push(await createEngagement(rig.services, { startsIn: HOUR }));
		const { pool, logger } = rig.services;
		const small = startSweep({ pool, runs: rig.runs, logger, lead: ALONE, every: HOUR, page: 3 });
		const looks = async () =>
			Math.min(...(await Promise.all(runs.map((run) => countLooks(rig.services, run)))));
		for (let minute = 0; minute < 10 && (await looks()) === 0; minute++) await small.once();
		await small.stop();
		await expect.poll(looks).toBe(1);
	});

	it('forgets delivered pokes after their hour, and never others', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await rewrite(
			run,
			`INSERT INTO outbox (subscription_id, kind, workflow, target_id, delivered_at, next_try_at) VALUES
			('${run.subscriptionId}', 'poke', 'engagement', '${run.id}', clock_timestamp() - interval '2 hours', now()),
			('${run.subscriptionId}', 'poke', 'engagement', '${run.id}', NULL, now() - interval '2 hours')`,
		);
		await sweep.once();
		const left = await rig.services.pool.query('SELECT delivered_at FROM outbox WHERE target_id = $1', [
			run.id,
		]);
		expect(left).toEqual([{ delivered_at: null }]);
	});

	it('keeps the last looks of a live run and the last of an ended one', async () => {
		const runs: Run[] = [];
		for (let count = 0; count < 3; count++)
			runs.push(await createEngagement(rig.services, { startsIn: HOUR }));
		const [live, ended, young] = runs as [Run, Run, Run];
		await addLooks(live, deliveryLimits.keptLooks + 3);
		await addLooks(ended, 4);
		await addLooks(young, 2);
		await rewrite(
			ended,
			`UPDATE engagement SET state = 'failed', ended_at = now(), failure_at = now(), next_look_at = NULL WHERE id = '${ended.id}'`,
		);
		const { pool } = rig.services;
		// One engagement a page, two looks a batch: the place moves on once a run has no surplus, and begins anew at the end.
		let place: PrunePlace | undefined;
		let deleted: number;
		// A full batch comes to the same engagements again: at the first of all its place is the beginning as well.
		do ({ deleted, place } = await pruneLooks(pool, place, { page: 1, atMost: 2 }));
		while (place || deleted === 2);
		expect(await looksLeft(live)).toEqual([1, 2, 3, 4, 5]);
		expect(await looksLeft(ended)).toEqual([1]);
		expect(await looksLeft(young)).toEqual([1, 2]);
	});

	it('prunes looks as it goes', async () => {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		await addLooks(run, deliveryLimits.keptLooks + 2);
		await sweep.once();
		expect(await looksLeft(run)).not.toContain(deliveryLimits.keptLooks + 1);
	});
});

describe('notifications/<userId>', () => {
	/** A notification that counts as treated so many seconds from now. */
	async function told(seconds: number) {
		const run = await createEngagement(rig.services, { startsIn: HOUR });
		const { subscriptionId, userId, companyId } = run;
		await rig.services.database.inSubscription(subscriptionId, async (tx) => {
			await tx.db.user.updateMany({ where: { id: userId }, data: { treatedAfterHours: 1 } });
			const created = await notify(tx, { userId, kind: 'reply', companyId, data: {} });
			const treatedDueAt = new Date(tx.at.getTime() + seconds * SECOND);
			await tx.db.notification.updateMany({ where: { id: created!.id }, data: { treatedDueAt } });
		});
		await rig.runs.poke({ kind: 'notifications', subscriptionId, id: userId, ownerId: userId });
		return run;
	}
	const treatedBy = (run: { subscriptionId: string; userId: string }) =>
		rig.services.database.inSubscription(run.subscriptionId, async (tx) =>
			(await tx.db.notification.findMany({ where: { userId: run.userId } })).map((row) => row.treatedBy),
		);

	it('treats what nobody visited when the hours are over, and ends with nothing open', async () => {
		const run = await told(1);
		expect(await treatedBy(run)).toEqual([null]);
		await expect.poll(() => treatedBy(run)).toEqual(['timeout']);
		await expect.poll(() => statusOf(`notifications/${run.userId}`)).toBe('COMPLETED');
	});

	it('is treated by one’s own visit, not by a colleague’s, and the run ends at its next poke', async () => {
		const run = await told(3_600);
		const { subscriptionId, companyId, userId } = run;
		const visit = (visitor: string) =>
			rig.services.database.inSubscription(subscriptionId, (tx) =>
				visitSheet(tx, { companyId, userId: visitor }),
			);
		expect((await visit(crypto.randomUUID())).treated).toBe(0);
		expect((await visit(userId)).treated).toBe(1);
		expect(await treatedBy(run)).toEqual(['visit']);
		await rig.runs.poke({ kind: 'notifications', subscriptionId, id: userId, ownerId: userId });
		await expect.poll(() => statusOf(`notifications/${userId}`)).toBe('COMPLETED');
	});
});
