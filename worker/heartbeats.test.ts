import { expect, it } from 'vitest';
import { sendLimits, watchLimits } from '#platform/limits.ts';
import { TIMEOUTS } from '#workflows/contracts/timeouts.ts';

/** Milliseconds of a duration as Temporal reads it, such as `30 seconds`. */
function milliseconds(text: string): number {
	const [, amount, unit] = /^(\d+) (seconds|minutes)$/.exec(text) ?? [];
	return Number(amount) * (unit === 'minutes' ? 60_000 : 1_000);
}

// main.ts tells a run its heartbeat only where the installation set another than the default: both must mean the same.
it('runs that are told no heartbeat have the default one of the configuration', () => {
	expect(milliseconds(TIMEOUTS.sendHeartbeat)).toBe(sendLimits.heartbeat);
	expect(milliseconds(TIMEOUTS.watchHeartbeat)).toBe(watchLimits.heartbeat);
});
