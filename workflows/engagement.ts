import type { RunRef } from './contracts/run-ref.ts';
import { errandLoop } from './errand-loop.ts';

/**
 * One contact in one sequence, from engaged to ended (docs/processes.md#engagement). The row knows where it is; this
 * only waits.
 */
export async function engagement(run: RunRef): Promise<void> {
	await errandLoop(run, { perform: 'performStep', reconcile: 'reconcile' });
}
