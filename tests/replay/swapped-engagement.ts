import { condition, proxyActivities } from '@temporalio/workflow';
import type { SendActivities } from '#activities/send/create-send-activities.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';

/** The engagement with two commands swapped, waiting before it looks: replay must refuse it for every history. */
export async function engagement(run: RunRef): Promise<void> {
	const { performStep } = proxyActivities<SendActivities>({
		taskQueue: 'sends',
		startToCloseTimeout: '15 minutes',
	});
	while (true) {
		await condition(() => false, 1);
		const look = await performStep(run);
		if (look.ended) return;
	}
}
