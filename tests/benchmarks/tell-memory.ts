/** Preloaded into a worker process (`--import`): tells its memory to whoever forked it and asks. Not a part of the product. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import type { ProcessMemory } from './process-memory.ts';

/** Milliseconds in which V8 gives back what it has freed. */
const GIVING_BACK = 3_000;

// A usual collection keeps the pages that it has emptied.
const collect = () => globalThis.gc!({ type: 'major', execution: 'sync', flavor: 'last-resort' });

// Each thread has a heap of its own, which it alone can collect.
const collecting = new BroadcastChannel('collect-garbage');
if (isMainThread)
	process.on('message', (message) => {
		if (message === 'memory') void tell();
	});
else collecting.onmessage = collect;
// A thread that has nothing else to do may end.
(collecting as unknown as { unref(): void }).unref();

async function tell(): Promise<void> {
	const asItStands = process.memoryUsage().rss;
	// Twice: what the first run frees may hold more.
	for (let run = 0; run < 2; run++) {
		collecting.postMessage('now');
		collect();
		await sleep(GIVING_BACK);
	}
	const { rss, heapUsed, external } = process.memoryUsage();
	process.send!({ asItStands, collected: rss, heapUsed, external } satisfies ProcessMemory);
}
