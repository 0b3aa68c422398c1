const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** One step is tried after these, the last one for ever (5.7-4). */
const PAUSES = [15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR];

/**
 * When a sender that is refused is tried again.
 *
 * @param tries refused since the refusal began, from 0.
 */
export function nextTryOfRefused(at: Date, tries: number): Date {
	return new Date(at.getTime() + PAUSES[Math.min(tries, PAUSES.length - 1)]!);
}
