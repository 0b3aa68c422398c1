import { proxyActivities } from '@temporalio/workflow';
import type { EffectActivities } from '#activities/effects/create-effect-activities.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { RUNS } from './contracts/task-queues.ts';
import { RETRY_FOR_EVER, TIMEOUTS } from './contracts/timeouts.ts';
import { listenForPokes } from './pokes.ts';

/** One thing that an automation does with locks that its cause may not take: carried out once, whoever holds them now. */
export async function effect(run: RunRef): Promise<void> {
	const { carryOutEffect } = proxyActivities<EffectActivities>({
		taskQueue: RUNS,
		startToCloseTimeout: TIMEOUTS.look,
		retry: RETRY_FOR_EVER,
	});
	listenForPokes();
	await carryOutEffect(run);
}
