import { afterAll, beforeAll, expect, it } from 'vitest';
import { advanceTimeTo } from '#activities/clock/advance-time-to.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { createEngagement } from '#tests/environment/engagement-rows.ts';
import { LONGEST_WAIT } from '#tests/environment/patience.ts';
import { ROUNDS } from '#tests/environment/rounds.ts';
import { startSandboxRig, type SandboxRig } from '#tests/environment/sandbox-rig.ts';
import { until } from '#tests/environment/until.ts';
import { startWorkerProcess, type WorkerProcess } from '#tests/environment/worker-process.ts';

/** A worker that watched a mailbox is killed, and time moves forward: the journey arrives without waiting for its heartbeat. */
const DAY = 86_400_000;

let rig: SandboxRig;
let watcher: WorkerProcess;

beforeAll(async () => {
	// No test waits so long: what goes on before was woken.
	rig = await startSandboxRig({ REFRAIN_WATCH_HEARTBEAT: '60m' });
});
afterAll(async () => {
	await watcher?.stop();
	await rig?.stop();
});

async function startWatcher(): Promise<void> {
	watcher = startWorkerProcess({ ...rig.settings, REFRAIN_WORKER_ROLES: 'mailbox-watch' });
	await watcher.ready;
}

it('a reply that nobody reads any more ends its run all the same', ROUNDS, async () => {
	await startWatcher();
	const run = await createEngagement(rig.services, {
		startsIn: 0,
		mailbox: rig.mailbox,
		to: DEMO_PEOPLE.find(({ behaviour }) => behaviour.does === 'answers')!.addresses[0]!,
	});
	const inOne = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
		rig.services.database.inSubscription(run.subscriptionId, work);
	await inOne((tx) => tx.db.mailboxWatch.updateMany({ data: { caughtUpEpoch: 0, provenAt: null } }));
	await inOne((tx) => poke(tx, 'mailbox', run.mailboxId));
	await until(
		'the mailbox is read to its end',
		() => inOne(({ db }) => db.mailboxWatch.findFirstOrThrow()),
		({ epoch, caughtUpEpoch }) => epoch === caughtUpEpoch,
	);

	await watcher.kill();
	await startWatcher();
	await inOne((tx) => poke(tx, 'engagement', run.id));
	await advanceTimeTo(
		{ ...rig.clock, world: rig.world.client, quietWithin: LONGEST_WAIT },
		new Date((await rig.now()).getTime() + 10 * DAY),
	);

	expect(await inOne(({ db }) => db.engagement.findFirstOrThrow())).toMatchObject({
		state: 'succeeded',
		reason: 'ended-reply',
	});
	await watcher.stop();
});
