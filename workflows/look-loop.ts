import { continueAsNew, workflowInfo } from '@temporalio/workflow';
import type { Look } from './contracts/look.ts';
import type { RunRef } from './contracts/run-ref.ts';
import { listenForPokes } from './pokes.ts';

/**
 * Looks, waits, and looks again until a look says that the row has ended. Called first in a workflow, before anything is
 * awaited. The newest send that a look knew to be accepted goes along to the next one.
 */
export async function lookLoop(run: RunRef, look: (known: RunRef) => Promise<Look>): Promise<void> {
	const pokes = listenForPokes();
	let known = run;
	while (true) {
		pokes.forget();
		const { ended, lastAcceptedSendId, wait, reason } = await look(known);
		if (ended) return;
		if (lastAcceptedSendId) known = { ...run, lastAcceptedSendId };
		await pokes.orAfter(wait, reason);
		if (workflowInfo().continueAsNewSuggested) await continueAsNew<(run: RunRef) => Promise<void>>(known);
	}
}
