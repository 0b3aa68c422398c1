import type { ClockReading } from '#domain/clock/read-clock.ts';
import type { Caller } from './caller.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Wall clock, in milliseconds: a week is lived through in seconds. */
const LIVED_WITHIN = 60_000;

/** Moves the one clock forward, everything that falls due on the way included; answers when it stands there. */
export async function advance(caller: Caller, by: number): Promise<void> {
	const { at } = await caller.ask<ClockReading>('clock.readClock');
	await caller.act('clock.advanceTime', { to: new Date(at.getTime() + by) });
	await arrived(caller);
}

/** Waits until no journey is under way. @throws where it did not come to rest before its target */
export async function arrived(caller: Caller): Promise<void> {
	const deadline = performance.now() + LIVED_WITHIN;
	for (;;) {
		const clock = await caller.ask<ClockReading>('clock.readClock');
		if (!clock.travel) {
			if (clock.haltedBy)
				throw new Error(`the clock stopped on its way: ${clock.haltedBy} did not come to rest`);
			return;
		}
		if (performance.now() > deadline) throw new Error(`still on its way to ${clock.travel.to.toISOString()}`);
		await new Promise((done) => setTimeout(done, 100));
	}
}

/**
 * Moves the clock forward, one stride after the other, until something is there: whatever the hour and the day at which
 * the tests run, a window opens within a few days.
 */
export async function advanceUntil(
	caller: Caller,
	isThere: () => Promise<boolean>,
	strides: readonly number[],
): Promise<void> {
	for (const stride of strides) {
		if (await isThere()) return;
		await advance(caller, stride);
	}
	if (!(await isThere())) throw new Error('it did not happen, however far the clock was moved');
}
