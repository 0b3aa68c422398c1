const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Tries in all before an address counts as unreachable (5.5-1). */
export const MOST_TRIES = 8;

/** After 15 min, 1 h, 4 h, then once a day in the window (5.5-1). */
const AFTER = [15 * MINUTE, HOUR, 4 * HOUR];

/**
 * When a recipient's server that refused for now is asked again.
 *
 * @param refusals how often it refused so far, from 1.
 * @returns null where that was the last try.
 */
export function nextTry(at: Date, refusals: number): Date | null {
	if (refusals >= MOST_TRIES) return null;
	return new Date(at.getTime() + (AFTER[refusals - 1] ?? 24 * HOUR));
}

/** When one's own server is tried again: after 1, 2, 4, 8, then every 15 minutes; it never fails an engagement (5.5-1). */
export function nextServerTry(at: Date, failures: number): Date {
	return new Date(at.getTime() + Math.min(15 * MINUTE, MINUTE * 2 ** Math.max(0, failures - 1)));
}
