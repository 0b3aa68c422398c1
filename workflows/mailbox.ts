import {
	ActivityCancellationType,
	continueAsNew,
	isCancellation,
	proxyActivities,
	workflowInfo,
} from '@temporalio/workflow';
import type { MailboxActivities } from '#activities/mailbox/create-mailbox-activities.ts';
import type { Look } from './contracts/look.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { MAILBOX_WATCH, RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS, WATCH_AGAIN } from './contracts/timeouts.ts';
import { listenForPokes } from './pokes.ts';

/**
 * One mailbox, watched from the day it is connected until it is deleted (docs/processes.md#mailbox-reading,
 * docs/processes.md#mailbox-loss). The watch itself is one long activity after another; a poke (its settings or its
 * secret changed, it was deleted) ends the one at hand.
 */
export async function mailbox(run: RunRef): Promise<void> {
	const { watchMailbox } = proxyActivities<MailboxActivities>({
		taskQueue: MAILBOX_WATCH,
		scheduleToStartTimeout: TIMEOUTS.watchTaken,
		startToCloseTimeout: TIMEOUTS.watch,
		heartbeatTimeout: run.heartbeat ?? TIMEOUTS.watchHeartbeat,
		// The next watch takes the mailbox from it at once: nobody waits for its goodbye.
		cancellationType: ActivityCancellationType.TRY_CANCEL,
		retry: { maximumAttempts: 1 },
	});
	const { noteUnwatched } = proxyActivities<MailboxActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	const pokes = listenForPokes();
	let silences = 0;
	while (true) {
		pokes.forget();
		const look = await pokes.orDone(() => watchMailbox(run).then(answered, silent));
		if (look?.ended) return;
		if (look) await pokes.orAfter(look.wait, look.reason);
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof mailbox>(run);
	}

	function answered(look: Look): Look {
		silences = 0;
		return look;
	}

	/** No worker took it, it died, or it failed: our fault, so it is tried again soon, and support is told. */
	async function silent(failure: unknown): Promise<Look> {
		if (isCancellation(failure)) throw failure;
		const { ended } = await noteUnwatched(run);
		const wait = Math.min(2 ** silences++ * WATCH_AGAIN.first, WATCH_AGAIN.most);
		return { ended, wait, reason: 'mailbox-unwatched' };
	}
}
