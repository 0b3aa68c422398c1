import { CancellationScope, condition, setHandler } from '@temporalio/workflow';
import { poke } from './contracts/signals.ts';

/** Listens for pokes from the first moment on; to be called before anything is awaited. */
export interface Pokes {
	/** Called before a look: a poke from then on gives exactly one more look. */
	forget(): void;
	/** Waits for a poke, or `wait` milliseconds; `reason` names the timer in Temporal's own screens. */
	orAfter(wait: number, reason: string): Promise<void>;
	/** Does one long thing, which a poke cancels. @returns undefined where it was cut. */
	orDone<T>(work: () => Promise<T>): Promise<T | undefined>;
}

/** Sets the handler; to be called once a workflow, before its first await. */
export function listenForPokes(): Pokes {
	let poked = false;
	setHandler(poke, () => void (poked = true));
	return {
		forget() {
			poked = false;
		},
		async orAfter(wait, reason) {
			// Never zero: such a wait goes another way inside the SDK (docs/design/loop.md#never-zero).
			await condition(() => poked, Math.max(wait, 1), { summary: reason });
		},
		async orDone(work) {
			const scope = new CancellationScope();
			try {
				return await scope.run(() => Promise.race([work(), condition(() => poked).then(() => undefined)]));
			} finally {
				// Whichever of both is still open: the work, or the wait for a poke.
				scope.cancel();
			}
		},
	};
}
