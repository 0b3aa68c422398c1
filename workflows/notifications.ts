import { proxyActivities } from '@temporalio/workflow';
import type { NotificationActivities } from '#activities/notifications/create-notification-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { lookLoop } from './look-loop.ts';

/**
 * The flag of one user: each notification stays coloured until its sheet is visited or its N hours are over
 * (docs/processes.md#notification).
 */
export async function notifications(run: RunRef): Promise<void> {
	const { lookAtNotifications } = proxyActivities<NotificationActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	await lookLoop(run, lookAtNotifications);
}
