import type { RunRef } from './contracts/run-ref.ts';
import { errandLoop } from './errand-loop.ts';

/** One mail outside of sequences, a reply or a test mail, until its fate is known. */
export async function message(run: RunRef): Promise<void> {
	await errandLoop(run, { perform: 'sendMessage', reconcile: 'reconcileMessage' });
}
