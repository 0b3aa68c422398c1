import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningChild } from './node-child.ts';

/** Pauses between two starts of a child that keeps dying, in ms; the last one repeats. */
const pauses = [250, 1_000, 2_000, 5_000, 10_000, 30_000];

/** A child that lived this long died of something new: the pauses begin again. */
const provenAfter = 60_000;

export interface Supervised {
	name: string;
	/** the pid now, or undefined while it is down */
	pid(): number | undefined;
	stop(): Promise<void>;
}

/**
 * Starts a child and keeps it alive until it is stopped. The first start must succeed; later ones are tried again for
 * ever, with growing pauses, because what stands in the way (a full disk, a taken port) may pass.
 * @param start starts the child once
 * @param say told each death and each failed start, in one sentence
 * @param changed told whenever the pid has changed
 */
export async function supervise(
	name: string,
	start: () => Promise<RunningChild>,
	say: (sentence: string) => void,
	changed: () => void,
): Promise<Supervised> {
	const stopping = new AbortController();
	let child: RunningChild | undefined = await start();
	const first = child;
	const watch = (async () => {
		let running = first;
		let deaths = 0;
		while (!stopping.signal.aborted) {
			const began = performance.now();
			await Promise.race([running.exited, onAbort(stopping.signal)]);
			if (stopping.signal.aborted) return;
			child = undefined;
			if (performance.now() - began > provenAfter) deaths = 0;
			say(`${name} has ended; it is started again.`);
			const next = await startAgain();
			if (!next) return;
			child = running = next;
			changed();
		}

		async function startAgain(): Promise<RunningChild | undefined> {
			for (;;) {
				await sleep(pauses[Math.min(deaths++, pauses.length - 1)], undefined, {
					signal: stopping.signal,
				}).catch(() => {});
				if (stopping.signal.aborted) return undefined;
				try {
					const started = await start();
					say(`${name} serves again.`);
					return started;
				} catch (error) {
					say(`${name} could not be started: ${(error as Error).message}`);
				}
			}
		}
	})();
	return {
		name,
		pid: () => child?.pid,
		stop: async () => {
			stopping.abort();
			// A start that is under way ends first, so that its child is stopped too.
			await watch;
			await child?.stop();
		},
	};
}

function onAbort(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return Promise.resolve();
	return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
