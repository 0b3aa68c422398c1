import { watchLimits } from '#platform/limits.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';

/** Durations of a watch, in milliseconds of the wall clock. */
export interface WatchTimes {
	/** One watch returns after a random time between these. */
	readonly returnAtLeast: number;
	readonly returnAtMost: number;
	/** How often folders are asked that nobody tells of, while something waits for an answer, and while nothing does. */
	readonly pollBusy: number;
	readonly pollQuiet: number;
	readonly foldersEvery: number;
	/** How often the mails of the last days are compared with the stored ones. */
	readonly lookBackEvery: number;
	/** Silence of the server during a command after which the line counts as dead. */
	readonly answerWithin: number;
	/** Pauses after the first failure in a row, the second, … */
	readonly retryAfter: readonly number[];
	readonly retryLostAtLeast: number;
	readonly retryLostAtMost: number;
	readonly retryRefused: number;
	/** At least so long where the server itself asks to come back later. */
	readonly retryPaced: number;
}

/** The product's durations. */
export function watchTimesOf(policy: NetworkPolicy, changed: Partial<WatchTimes> = {}): WatchTimes {
	const sandbox = policy.kind === 'sandbox';
	return {
		returnAtLeast: watchLimits.returnAfterAtLeast,
		returnAtMost: watchLimits.returnAfterAtMost,
		pollBusy: sandbox ? watchLimits.pollInSandbox : watchLimits.pollAtLeast,
		pollQuiet: sandbox ? watchLimits.pollInSandbox : watchLimits.pollAtMost,
		foldersEvery: watchLimits.foldersEvery,
		lookBackEvery: watchLimits.lookBackEvery,
		answerWithin: watchLimits.answerWithin,
		retryAfter: watchLimits.retryAfter,
		retryLostAtLeast: watchLimits.retryLostAtLeast,
		retryLostAtMost: watchLimits.retryLostAtMost,
		retryRefused: watchLimits.retryRefused,
		retryPaced: watchLimits.retryPaced,
		...changed,
	};
}

/**
 * How long a failed watch waits until it is tried again.
 *
 * @param failures in a row, this one included.
 */
export function retryPause(
	times: WatchTimes,
	fault: { lost: boolean; failures: number; needsPerson: boolean; isPace?: boolean },
): number {
	if (fault.needsPerson) return times.retryRefused;
	return Math.max(pauseOfNetwork(times, fault), fault.isPace ? times.retryPaced : 0);
}

function pauseOfNetwork(times: WatchTimes, { lost, failures }: { lost: boolean; failures: number }): number {
	if (!lost) return times.retryAfter[failures - 1] ?? times.retryLostAtLeast;
	const doubled = times.retryLostAtLeast * 2 ** Math.max(0, failures - times.retryAfter.length - 1);
	return Math.min(doubled, times.retryLostAtMost);
}
