import { proxyActivities } from '@temporalio/workflow';
import type { NewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { lookLoop } from './look-loop.ts';

/** One newsletter, from its activation on: it waits for its next occurrence, which becomes an issue (docs/processes.md#newsletter). */
export async function newsletter(run: RunRef): Promise<void> {
	const { lookAtNewsletter } = proxyActivities<NewsletterActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	await lookLoop(run, lookAtNewsletter);
}
