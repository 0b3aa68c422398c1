import { proxyActivities } from '@temporalio/workflow';
import type { ConnectActivities } from '#activities/connect/create-connect-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { MAILBOX_WATCH, RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { lookLoop } from './look-loop.ts';

/**
 * One mailbox being connected, from its address until it is synchronised (docs/design/processes.md#connection): what asks the
 * network is done beside the mailboxes, everything else is a look at its row.
 */
export async function connect(run: RunRef): Promise<void> {
	const { lookAtConnection } = proxyActivities<ConnectActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	const { recogniseAddress, askProvider } = proxyActivities<ConnectActivities>({
		taskQueue: MAILBOX_WATCH,
		startToCloseTimeout: TIMEOUTS.recognition,
		retry: RETRY_FOR_EVER,
	});
	await lookLoop(run, async (known) => {
		const look = await lookAtConnection(known);
		if (look.ask === 'recognise') return recogniseAddress(known);
		return look.ask === 'provider' ? askProvider(known) : look;
	});
}
