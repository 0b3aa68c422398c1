import { randomBytes, randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { parseConfig } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { openTemporal } from '#platform/temporal/client.ts';
import { createTestNamespace } from '#tests/environment/temporal-namespace.ts';
import { until } from '#tests/environment/until.ts';
import type { Look } from '#workflows/contracts/look.ts';
import { runId } from '#workflows/contracts/run-ref.ts';
import { workflowBundle } from './bundle-workflows.ts';
import { logSdkInto } from './log-of-sdk.ts';
import { createRuns } from './runs.ts';
import { startTemporalWorkers } from './temporal-workers.ts';

it('a watch that does not end in its time cuts no mail that is on its way while the worker stops', async () => {
	const config = parseConfig({
		DATABASE_URL: 'postgres://nobody@127.0.0.1/none',
		TEMPORAL_ADDRESS: inject('temporalAddress'),
		TEMPORAL_NAMESPACE: await createTestNamespace(inject('temporalAddress')),
		REFRAIN_MASTER_KEY: randomBytes(32).toString('hex'),
		REFRAIN_PUBLIC_URL: 'https://refrain.example',
		REFRAIN_SEND_DRAIN: '10m',
	});
	const logger = createLogger('test', { level: 'silent' });
	logSdkInto(logger);
	const sending = held();
	const watching = held();
	const workers = await startTemporalWorkers({
		config,
		bundle: await workflowBundle(),
		activities: {
			runs: {},
			sends: { performStep: sending.activity },
			'mailbox-watch': { watchMailbox: watching.activity },
		},
		logger,
	});
	const failed: unknown[] = [];
	const running = workers.running.catch((error: unknown) => failed.push(error));
	const temporal = openTemporal(config.temporal);
	const { poke } = createRuns(temporal.client, config);
	const of = { subscriptionId: randomUUID(), id: randomUUID(), ownerId: null };
	await poke({ kind: 'mailbox', ...of });
	await poke({ kind: 'engagement', ...of });
	await until('both are under way', () => sending.isBegun() && watching.isBegun());

	const stopped = workers.stop();
	await until('the watch is given up', () => workers.states()['mailbox-watch'] === 'FAILED');
	expect(failed).toEqual([]);
	sending.release({ ended: true, wait: 1, reason: 'done' });
	await stopped;
	await running;
	expect(failed).toEqual([]);
	watching.release({ ended: true, wait: 1, reason: 'done' });
	const history = await temporal.client.workflow.getHandle(runId('engagement', of.id)).fetchHistory();
	const done = history.events?.filter((event) => event.activityTaskCompletedEventAttributes);
	expect(done).toHaveLength(1);
	await temporal.close();
});

/** An activity that hears of no signal and ends when it is told to. */
function held() {
	const answer = Promise.withResolvers<Look>();
	let begun = false;
	return {
		activity: () => {
			begun = true;
			return answer.promise;
		},
		isBegun: () => begun,
		release: answer.resolve,
	};
}
