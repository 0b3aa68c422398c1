import { proxyActivities } from '@temporalio/workflow';
import type { DomainActivities } from '#activities/deliverability/create-domain-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { MAILBOX_WATCH, RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { lookLoop } from './look-loop.ts';

/**
 * One domain that somebody sends from, until nobody does (docs/design/deliverability.md): what asks the network is done
 * beside the mailboxes, everything else is a look at its row.
 */
export async function domain(run: RunRef): Promise<void> {
	const { lookAtDomain } = proxyActivities<DomainActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	const { readDomain } = proxyActivities<DomainActivities>({
		taskQueue: MAILBOX_WATCH,
		startToCloseTimeout: TIMEOUTS.domainReading,
		retry: RETRY_FOR_EVER,
	});
	await lookLoop(run, async (known) => {
		const look = await lookAtDomain(known);
		return look.isDue ? readDomain(known) : look;
	});
}
