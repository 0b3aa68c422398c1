import { setTimeout as sleep } from 'node:timers/promises';
import type { TravelHalt } from '#domain/clock/travel-halts.ts';
import { WorldFault } from '#platform/world/client.ts';
import type { ClockDeps } from './clock-deps.ts';
import { countUnderWay, pokeDue } from './due-rows.ts';
import { countFoldersBehind } from './watchers-behind.ts';

const ASK_EVERY = 25;
const QUIET_WITHIN = 60_000;
/** The one clock goes on while it is waited for: what falls due meanwhile is woken too, at most so often. */
const WAKE_EVERY = 1_000;

/**
 * Waits until nothing is under way at this instant of the one clock: the world's people have acted, watchers have read
 * what they wrote, pokes are delivered, runs have looked, no send is claimed or armed (docs/design/clock.md#advance).
 * Uncertain sends do not hold the clock.
 *
 * @param beat called at least every second; may throw to give up.
 * @returns undefined at rest; otherwise what did not come to rest in time.
 */
export async function waitUntilQuiet(
	deps: ClockDeps,
	beat: () => void = () => {},
): Promise<TravelHalt | undefined> {
	const until = performance.now() + (deps.quietWithin ?? QUIET_WITHIN);
	let wakeAt = performance.now() + WAKE_EVERY;
	while (true) {
		beat();
		const restless = await whatIsUnderWay(deps);
		if (restless === undefined) return undefined;
		if ((restless === 'runs' || restless === 'notifications') && performance.now() > wakeAt) {
			await pokeDue(deps);
			wakeAt = performance.now() + WAKE_EVERY;
		}
		if (performance.now() > until) return restless;
		await sleep(ASK_EVERY);
	}
}

async function whatIsUnderWay(deps: ClockDeps): Promise<TravelHalt | undefined> {
	// The world first: what its people write wakes watchers, and those the runs.
	if (deps.world) {
		try {
			const settled = await deps.world.settle();
			if (settled.done > 0) return 'world';
			if ((await countFoldersBehind(deps, settled.folders)) > 0) return 'watchers';
		} catch (error) {
			if (error instanceof WorldFault) return 'world';
			throw error;
		}
	}
	const underWay = await countUnderWay(deps);
	return (['sends', 'outbox', 'runs', 'notifications'] as const).find((what) => underWay[what] > 0);
}
