import { createGrowingWait } from './growing-wait.ts';
import { performStep } from './perform-step.ts';
import { reconcileStep } from './reconcile-step.ts';
import type { SendDeps } from './send-deps.ts';
import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';

/** The activities of sends, as workflows see them. `performStep` runs on the queue of sends, once; reconcile without limit. */
export interface SendActivities {
	performStep(run: RunRef): Promise<Look>;
	reconcile(run: RunRef): Promise<Look>;
}

export function createSendActivities(deps: SendDeps): SendActivities {
	const waits = createGrowingWait();
	return {
		async performStep(run) {
			const look = await performStep(deps, run);
			waits.forget(run.id);
			return look;
		},
		reconcile: (run) => reconcileStep(deps, waits, run),
	};
}
