import { proxyActivities } from '@temporalio/workflow';
import type { SendActivities } from '#activities/send/create-send-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { RUNS, SENDS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { lookLoop } from './look-loop.ts';

/** The two activities of an errand, by the names that the histories of its runs hold. */
export interface ErrandNames {
	readonly perform: 'performStep' | 'sendMessage';
	readonly reconcile: 'reconcile' | 'reconcileMessage';
}

/** Drives the mails of one run: each look may send one, and reconcile answers from the row where a look failed. */
export async function errandLoop(run: RunRef, names: ErrandNames): Promise<void> {
	const sends = proxyActivities<SendActivities>({
		taskQueue: SENDS,
		startToCloseTimeout: TIMEOUTS.send,
		heartbeatTimeout: run.heartbeat ?? TIMEOUTS.sendHeartbeat,
		// A send is never tried again by Temporal: reconcile answers from the row.
		retry: { maximumAttempts: 1 },
	});
	const runs = proxyActivities<SendActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.reconcile,
		retry: RETRY_FOR_EVER,
	});
	await lookLoop(run, (known) => sends[names.perform](known).catch(() => runs[names.reconcile](known)));
}
