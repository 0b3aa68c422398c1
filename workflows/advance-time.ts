import { continueAsNew, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ClockActivities } from '#activities/clock/create-clock-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { listenForPokes } from './pokes.ts';

/**
 * *Avancer le temps* (sandbox only): lap by lap to the earliest instant at which anything is due, until the target. A lap
 * waits for the world to be quiet before it moves the clock; the journey stands in the installation's row.
 */
export async function clock(run: RunRef): Promise<void> {
	const { travelOneLap } = proxyActivities<ClockActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.lap,
		heartbeatTimeout: TIMEOUTS.lapHeartbeat,
		retry: RETRY_FOR_EVER,
	});
	listenForPokes();
	while (true) {
		const lap = await travelOneLap();
		if (lap.arrived) return;
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof clock>(run);
	}
}
