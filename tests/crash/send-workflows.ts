import { condition, proxyActivities, setHandler } from '@temporalio/workflow';
import type { SendActivities } from '#activities/send/create-send-activities.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { poke } from '#workflows/contracts/signals.ts';

/** The engagement's loop with timeouts that a test can wait for. */
export async function engagement(run: RunRef, queue: string): Promise<void> {
	const { performStep } = proxyActivities<SendActivities>({
		taskQueue: queue,
		startToCloseTimeout: '60s',
		heartbeatTimeout: '3s',
		retry: { maximumAttempts: 1 },
	});
	const { reconcile } = proxyActivities<SendActivities>({
		taskQueue: queue,
		startToCloseTimeout: '10s',
		retry: { initialInterval: '200ms', backoffCoefficient: 1.5 },
	});
	let poked = false;
	setHandler(poke, () => void (poked = true));
	let lastAcceptedSendId: string | undefined;
	while (true) {
		poked = false;
		const known = { ...run, ...(lastAcceptedSendId ? { lastAcceptedSendId } : {}) };
		const look = await performStep(known).catch(() => reconcile(known));
		if (look.ended) return;
		lastAcceptedSendId = look.lastAcceptedSendId;
		await condition(() => poked, Math.max(look.wait, 1));
	}
}
