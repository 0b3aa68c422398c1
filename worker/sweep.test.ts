import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notify } from '#domain/notifications/notify.ts';
import { visitSheet } from '#domain/notifications/visit-sheet.ts';
import { startSweep, type Sweep } from './sweep.ts';
import { countLooks, createEngagement } from '#tests/environment/engagement-rows.ts';
import { startWorkerRig, type WorkerRig } from '#tests/environment/worker-rig.ts';

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
			`INSERT INTO send (subscription_id, id, kind, mailbox_id, engagement_id, position, occurrence, state, armed_at, created_at)
			VALUES ('${run.subscriptionId}', gen_random_uuid(), 'step', '${run.mailboxId}', '${run.id}', 1, 1, 'armed', now(), now())`,
		);
		await sweep.once();
		await expect.poll(() => statusOf(`engagement/${run.id}`)).toBe('RUNNING');
	});

	it('comes to the last of more missing runs than it starts at once', async () => {
		const runs: Awaited<ReturnType<typeof createEngagement>>[] = [];
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
