import { isCancellation, proxyActivities } from '@temporalio/workflow';
import type { NewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { NEWSLETTERS, RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { lookLoop } from './look-loop.ts';

/**
 * What one sender sends of an issue (docs/design/relays.md): a look says what may leave and how, and a long activity sends one
 * window after the other. One that dies is never tried again by Temporal: the next look reads what it left.
 */
export async function part(run: RunRef): Promise<void> {
	const { lookAtPart } = proxyActivities<NewsletterActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	const { sendWindows } = proxyActivities<NewsletterActivities>({
		taskQueue: NEWSLETTERS,
		scheduleToStartTimeout: TIMEOUTS.windowsTaken,
		startToCloseTimeout: TIMEOUTS.windows,
		heartbeatTimeout: TIMEOUTS.windowsHeartbeat,
		retry: { maximumAttempts: 1 },
	});
	await lookLoop(run, async (known) => {
		const look = await lookAtPart(known);
		if (look.leaves !== 'windows') return look;
		return sendWindows(known).catch((failure: unknown) => {
			if (isCancellation(failure)) throw failure;
			return { ...look, wait: 1 };
		});
	});
}
