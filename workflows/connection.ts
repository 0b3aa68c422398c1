import { proxyActivities } from '@temporalio/workflow';
import type { ConnectionActivities } from '#activities/connection/create-connection-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { MAILBOX_WATCH, RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { listenForPokes } from './pokes.ts';

/** One connection test of a mailbox's settings (5.4-6): each line is a row as soon as it is known. */
export async function connection(run: RunRef): Promise<void> {
	const { testConnection } = proxyActivities<ConnectionActivities>({
		taskQueue: MAILBOX_WATCH,
		startToCloseTimeout: TIMEOUTS.connectionTest,
		heartbeatTimeout: TIMEOUTS.connectionHeartbeat,
		scheduleToCloseTimeout: TIMEOUTS.connectionTestWhole,
		// A worker that died in the middle of it: once more from the first line.
		retry: { maximumAttempts: 2, initialInterval: '1 second' },
	});
	const { giveUpConnectionTest } = proxyActivities<ConnectionActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	listenForPokes();
	await testConnection(run).catch(() => giveUpConnectionTest(run));
}
