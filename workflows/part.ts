import { isCancellation, proxyActivities } from '@temporalio/workflow';
import type { NewsletterActivities } from '#activities/newsletters/create-newsletter-activities.ts';
import type { SendActivities } from '#activities/send/create-send-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { NEWSLETTERS, RUNS, SENDS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import type { Look } from './contracts/look.ts';
import { lookLoop } from './look-loop.ts';

/** Milliseconds before the row is read after something failed. */
const SOON = 1_000;

/**
 * What one sender sends of an issue (docs/design/relays.md): a look says what may leave and how, and a relay's mails leave
 * in windows by one long activity, others one by one as errands. What dies is never tried again by Temporal: the next look reads
 * what it left.
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
	const { sendPlace } = proxyActivities<SendActivities>({
		taskQueue: SENDS,
		startToCloseTimeout: TIMEOUTS.send,
		heartbeatTimeout: run.heartbeat ?? TIMEOUTS.sendHeartbeat,
		retry: { maximumAttempts: 1 },
	});
	const { reconcilePlace } = proxyActivities<SendActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.reconcile,
		retry: RETRY_FOR_EVER,
	});
	await lookLoop(run, async (known) => {
		const look = await lookAtPart(known);
		if (look.leaves === 'errands')
			return sendPlace(known).catch(() => reconcilePlace(known).then(() => again(look)));
		if (look.leaves !== 'windows') return look;
		return sendWindows(known).catch((failure: unknown) => {
			if (isCancellation(failure)) throw failure;
			return again(look);
		});
	});
}

/** What failed is answered from the row. */
function again({ ended, reason }: Look): Look {
	return { ended, wait: SOON, reason };
}
