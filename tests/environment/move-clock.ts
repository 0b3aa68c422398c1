import type { ClockReading } from '#domain/clock/read-clock.ts';
import type { Caller } from './caller.ts';
import { until } from './until.ts';

const SECOND = 1_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Moves the one clock forward, everything that falls due on the way included; answers when it stands there. */
export async function advance(caller: Caller, by: number): Promise<void> {
	const { at } = await caller.ask<ClockReading>('clock.readClock');
	await caller.act('clock.advanceTime', { to: new Date(at.getTime() + by) });
	await arrived(caller);
}

/** Waits until no journey is under way. @throws where it did not come to rest before its target */
export async function arrived(caller: Caller): Promise<void> {
	const { haltedBy } = await until(
		'the journey is over',
		() => caller.ask<ClockReading>('clock.readClock'),
		({ travel }) => !travel,
	);
	if (haltedBy) throw new Error(`the clock stopped on its way: ${haltedBy} did not come to rest`);
}

/** The first one waits for what leaves at once; a gap is over within an hour, and a window opens within a few days. */
const STRIDES = [SECOND, HOUR, DAY, DAY, DAY, DAY];

/**
 * Moves the clock forward, one stride after the other, until something is there, whatever the hour and the day at which the
 * tests run.
 */
export async function advanceUntil(caller: Caller, isThere: () => Promise<boolean>): Promise<void> {
	for (const stride of STRIDES) {
		if (await isThere()) return;
		await advance(caller, stride);
	}
	if (!(await isThere())) throw new Error('it did not happen, however far the clock was moved');
}
