import type { Look } from '#workflows/contracts/look.ts';
import type { RunRef } from '#workflows/contracts/run-ref.ts';
import type { ErrandOfRun } from './errands/errand.ts';
import { errandOfEngagement, errandOfMessage, errandOfPart } from './errands/errand-of-run.ts';
import { createGrowingWait } from './growing-wait.ts';
import { performErrand } from './perform-errand.ts';
import { reconcileErrand } from './reconcile-errand.ts';
import type { SendDeps } from './send-deps.ts';

/**
 * The activities of sends under the names that histories hold: performing and reconciling an errand, for runs of
 * engagements, of messages and of parts of issues. `performStep`, `sendMessage` and `sendPlace` run on the queue of sends, once
 * each; the others on the queue of runs, without limit.
 */
export interface SendActivities {
	performStep(run: RunRef): Promise<Look>;
	reconcile(run: RunRef): Promise<Look>;
	sendMessage(run: RunRef): Promise<Look>;
	reconcileMessage(run: RunRef): Promise<Look>;
	sendPlace(run: RunRef): Promise<Look>;
	reconcilePlace(run: RunRef): Promise<Look>;
}

/** All of them over `deps`; what failed before it wrote anything is tried again after growing waits. */
export function createSendActivities(deps: SendDeps): SendActivities {
	const waits = createGrowingWait();
	const performing = (errandOf: ErrandOfRun) => async (run: RunRef) => {
		const look = await performErrand(deps, errandOf, run);
		waits.forget(run.id);
		return look;
	};
	const reconciling = (errandOf: ErrandOfRun) => (run: RunRef) => reconcileErrand(deps, waits, errandOf, run);
	return {
		performStep: performing(errandOfEngagement),
		reconcile: reconciling(errandOfEngagement),
		sendMessage: performing(errandOfMessage),
		reconcileMessage: reconciling(errandOfMessage),
		sendPlace: performing(errandOfPart),
		reconcilePlace: reconciling(errandOfPart),
	};
}
