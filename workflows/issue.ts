import { proxyActivities } from '@temporalio/workflow';
import type { NewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { NEWSLETTERS, RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { lookLoop } from './look-loop.ts';

/**
 * One issue of a newsletter: its content and its recipients are written down, its parts leave by runs of their own, and it is
 * observed until its window is over.
 */
export async function issue(run: RunRef): Promise<void> {
	const { lookAtIssue } = proxyActivities<NewsletterActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	const { prepareIssue } = proxyActivities<NewsletterActivities>({
		taskQueue: NEWSLETTERS,
		startToCloseTimeout: TIMEOUTS.snapshot,
		heartbeatTimeout: TIMEOUTS.windowsHeartbeat,
		retry: RETRY_FOR_EVER,
	});
	await lookLoop(run, async (known) => {
		const look = await lookAtIssue(known);
		return look.isToPrepare ? prepareIssue(known) : look;
	});
}
