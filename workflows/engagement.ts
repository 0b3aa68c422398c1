import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { SendActivities } from '#activities/send/create-send-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { RUNS, SENDS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { listenForPokes } from './pokes.ts';

/**
 * One contact in one sequence, from engaged to ended (docs/processes.md#engagement). The row knows where it is; this
 * only waits.
 */
export async function engagement(run: RunRef): Promise<void> {
	const { performStep } = proxyActivities<SendActivities>({
		taskQueue: SENDS,
		startToCloseTimeout: TIMEOUTS.send,
		heartbeatTimeout: run.heartbeat ?? TIMEOUTS.sendHeartbeat,
		// A send is never tried again by Temporal: reconcile answers from the row.
		retry: { maximumAttempts: 1 },
	});
	const { reconcile } = proxyActivities<SendActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.reconcile,
		retry: RETRY_FOR_EVER,
	});
	const pokes = listenForPokes();
	let known = run;
	while (true) {
		pokes.forget();
		const look = await performStep(known).catch(() => reconcile(known));
		if (look.ended) return;
		if (look.lastAcceptedSendId) known = { ...run, lastAcceptedSendId: look.lastAcceptedSendId };
		await pokes.orAfter(look.wait, look.reason);
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof engagement>(known);
	}
}
