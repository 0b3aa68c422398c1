import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { SendActivities } from '#activities/send/create-send-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { RUNS, SENDS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { listenForPokes } from './pokes.ts';

/** One mail written by a person, a reply or a test mail, until its fate is known: the same protocol as a step. */
export async function message(run: RunRef): Promise<void> {
	const { sendMessage } = proxyActivities<SendActivities>({
		taskQueue: SENDS,
		startToCloseTimeout: TIMEOUTS.send,
		heartbeatTimeout: run.heartbeat ?? TIMEOUTS.sendHeartbeat,
		retry: { maximumAttempts: 1 },
	});
	const { reconcileMessage } = proxyActivities<SendActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.reconcile,
		retry: RETRY_FOR_EVER,
	});
	const pokes = listenForPokes();
	while (true) {
		pokes.forget();
		const look = await sendMessage(run).catch(() => reconcileMessage(run));
		if (look.ended) return;
		await pokes.orAfter(look.wait, look.reason);
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof message>(run);
	}
}
