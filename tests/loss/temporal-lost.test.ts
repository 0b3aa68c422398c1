import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceTimeTo } from '#activities/clock/advance-time-to.ts';
import { engageContact } from '#domain/engagements/engage/engage-contact.ts';
import { stopEngagement } from '#domain/engagements/acts/stop-engagement.ts';
import { poke } from '#domain/outbox/poke.ts';
import { bringTemporalCli } from '#embedded/temporal-cli.ts';
import { namespace, startTemporal, type RunningTemporal } from '#embedded/temporal.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { startSandboxRig, type SandboxRig } from '#tests/environment/sandbox-rig.ts';
import { standForSweep, type Lead } from '#worker/lead.ts';
import { startSweep, type Sweep } from '#worker/sweep.ts';

/** PostgreSQL is the truth, Temporal is the clock and the conductor: what a run loses with it is time, and nothing else. */

const DAY = 86_400_000;
const folder = mkdtempSync(join(tmpdir(), 'refrain-loss-'));
let program: string;
let temporal: RunningTemporal;
let rig: SandboxRig;
let lead: Lead;
let sweep: Sweep;

const serve = (port?: number): Promise<RunningTemporal> =>
	startTemporal({ program, folder: join(folder, 'temporal'), ...(port ? { port, mustHavePort: true } : {}) });
const portOf = ({ address }: RunningTemporal): number => Number(address.split(':')[1]);

async function kill(): Promise<void> {
	process.kill(temporal.pid, 'SIGKILL');
	await temporal.exited;
}

beforeAll(async () => {
	program = await bringTemporalCli({ fallbackFolder: join(tmpdir(), 'refrain-tests', 'bin') });
	temporal = await serve();
	rig = await startSandboxRig({ TEMPORAL_ADDRESS: temporal.address, TEMPORAL_NAMESPACE: namespace });
	const { pool, logger } = rig.services;
	lead = standForSweep({ url: rig.config.database.url, silence: 10_000 });
	sweep = startSweep({ pool, runs: rig.runs, logger, lead, every: 1_000 });
});
afterAll(async () => {
	await sweep.stop();
	await lead.close();
	await rig.stop();
	await temporal.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** An engagement of Camille's whose first step leaves now, with its run. */
async function engagedNow() {
	const run = await createEngagement(rig.services, {
		startsIn: 0,
		mailbox: rig.mailbox,
		to: rig.silentAddress,
	});
	await rig.services.database.inSubscription(run.subscriptionId, (tx) => poke(tx, 'engagement', run.id));
	return run;
}

const read = (run: { subscriptionId: string; id: string }) =>
	rig.services.database.inSubscription(run.subscriptionId, async ({ db }) => ({
		engagement: await db.engagement.findFirstOrThrow({ where: { id: run.id } }),
		left: await db.send.count({ where: { engagementId: run.id, state: 'accepted' } }),
	}));
const left = async (run: { subscriptionId: string; id: string }) => (await read(run)).left;
const statusOf = async (id: string): Promise<string> =>
	(
		await rig.client.workflow
			.getHandle(`engagement/${id}`)
			.describe()
			.catch(() => undefined)
	)?.status.name ?? 'NONE';
const actorOf = (run: { subscriptionId: string; userId: string }) => ({
	subscriptionId: run.subscriptionId,
	userId: run.userId,
	licence: 'utilisateur' as const,
});

describe('Temporal', () => {
	it('may lose its whole database in mid-sequence: the next step leaves, once', async () => {
		const run = await engagedNow();
		await expect.poll(() => left(run)).toBe(1);

		const port = portOf(temporal);
		await kill();
		rmSync(join(folder, 'temporal'), { recursive: true });
		temporal = await serve(port);
		await expect.poll(() => statusOf(run.id)).toBe('RUNNING');
		await advanceTimeTo(rig.clock, new Date((await rig.now()).getTime() + 4 * DAY));

		const { engagement } = await read(run);
		expect([engagement.state, engagement.position, await left(run)]).toEqual(['closing', 3, 2]);
		expect(await rig.world.client.mailsOf(rig.silentAddress)).toHaveLength(2);
	});

	it('may be stopped while a person presses STOP: nothing leaves, and the run ends when it is back', async () => {
		const run = await engagedNow();
		await expect.poll(() => left(run)).toBe(1);
		const port = portOf(temporal);
		await kill();
		const stopped = await rig.services.database.inSubscription(run.subscriptionId, (tx) =>
			stopEngagement(tx, actorOf(run), {
				requestId: crypto.randomUUID(),
				engagementId: run.id,
				verdict: 'failure',
			}),
		);
		expect(stopped.inFlightStep).toBeNull();
		expect((await read(run)).engagement).toMatchObject({
			state: 'failed',
			reason: 'ended-stopped',
			nextLookAt: null,
		});
		temporal = await serve(port);
		await expect.poll(() => statusOf(run.id)).toBe('COMPLETED');
		expect(await left(run)).toBe(1);
	});

	it('may be stopped while a contact is engaged: the first step leaves when it is back', async () => {
		const run = await createEngagement(rig.services, { startsIn: 300 * DAY, mailbox: rig.mailbox });
		const port = portOf(temporal);
		await kill();
		const engaged = await rig.services.database.inSubscription(run.subscriptionId, async (tx) => {
			const contact = await tx.db.contact.create({
				data: { subscriptionId: run.subscriptionId, companyId: run.companyId, lastName: 'Galvanec' },
			});
			await tx.db.contactAddress.create({
				data: {
					subscriptionId: run.subscriptionId,
					contactId: contact.id,
					address: rig.silentAddress,
					isPrimary: true,
				},
			});
			return engageContact(tx, actorOf(run), {
				requestId: crypto.randomUUID(),
				contactId: contact.id,
				sequenceId: run.sequenceId,
				confirmed: [],
			});
		});
		const begun = { subscriptionId: run.subscriptionId, id: engaged.engagementId };
		expect((await read(begun)).engagement.endedAt).toBeNull();
		temporal = await serve(port);
		await expect.poll(() => left(begun)).toBe(1);
	});
});
