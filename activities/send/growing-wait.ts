/** Waits that double with each failure of the same run and are forgotten after its first success. */
export interface GrowingWait {
	/** Milliseconds: 1 s, 2 s, 4 s, at most five minutes. */
	next(runId: string): number;
	forget(runId: string): void;
}

const FIRST = 1_000;
const LONGEST = 5 * 60_000;

/**
 * A step that fails before it wrote anything must not turn in a circle: each lap costs about 17 events of its history
 * (docs/design/loop.md#growing-wait). Kept in memory: after a restart it may try at once.
 */
export function createGrowingWait(): GrowingWait {
	const failures = new Map<string, number>();
	return {
		next(runId) {
			const count = failures.get(runId) ?? 0;
			failures.set(runId, count + 1);
			return Math.min(FIRST * 2 ** count, LONGEST);
		},
		forget: (runId) => void failures.delete(runId),
	};
}
