import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import { createGrowingWait } from './growing-wait.ts';
import { performStep } from './perform-step.ts';
import { reconcileMessage } from './reconcile-message.ts';
import { reconcileStep } from './reconcile-step.ts';
import type { SendDeps } from './send-deps.ts';
import { sendMessage } from './send-message.ts';

/**
 * The activities of sends, as workflows see them. `performStep` and `sendMessage` run on the queue of sends, once each;
 * `reconcile` and `reconcileMessage` on the queue of runs, without limit.
 */
export interface SendActivities {
	performStep(run: RunRef): Promise<Look>;
	reconcile(run: RunRef): Promise<Look>;
	sendMessage(run: RunRef): Promise<Look>;
	reconcileMessage(run: RunRef): Promise<Look>;
}

/** All four over `deps`; what failed before it wrote anything is tried again after growing waits. */
export function createSendActivities(deps: SendDeps): SendActivities {
	const waits = createGrowingWait();
	const forgetting = async (run: RunRef, work: Promise<Look>) => {
		const look = await work;
		waits.forget(run.id);
		return look;
	};
	return {
		performStep: (run) => forgetting(run, performStep(deps, run)),
		reconcile: (run) => reconcileStep(deps, waits, run),
		sendMessage: (run) => forgetting(run, sendMessage(deps, run)),
		reconcileMessage: (run) => reconcileMessage(deps, waits, run),
	};
}
