import type { Armed } from './relay-mail.ts';

/** Milliseconds from before the arm was sent within which a dot may be written (docs/design/relays.md). */
export const DOT_WITHIN = 10_000;

/** Reads both clocks; to be called before the transaction that arms is sent. */
export function takeClocks(): Armed {
	return { monotonic: performance.now(), wall: Date.now() };
}

/**
 * Milliseconds since the arm. The monotonic clock may stand still while a machine sleeps, the other may be set: the larger
 * difference counts.
 */
export function sinceArmed(armed: Armed): number {
	return Math.max(performance.now() - armed.monotonic, Date.now() - armed.wall);
}
