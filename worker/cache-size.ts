import { totalmem } from 'node:os';

/** A waiting run in memory (docs/design/loop.md#cache). */
const BYTES_A_RUN = 0.3 * 1024 * 1024;
const SHARE = 0.25;
const LEAST = 200;
const MOST = 10_000;

/** How many runs a worker keeps in memory: as many as a quarter of what this process may use holds. */
export function workflowCacheSize(memory: number = availableMemory()): number {
	return Math.round(Math.min(MOST, Math.max(LEAST, (memory * SHARE) / BYTES_A_RUN)));
}

function availableMemory(): number {
	const constrained = process.constrainedMemory();
	return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
