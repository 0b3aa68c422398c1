import { setTimeout as sleep } from 'node:timers/promises';
import type { TravelHalt } from '#domain/clock/travel-halts.ts';
import { WorldFault } from '#platform/world/client.ts';
import type { Settled } from '#platform/world/control-contract.ts';
import { createWatcherCalls } from './call-watchers.ts';
import type { ClockDeps } from './clock-deps.ts';
import { countUnderWay, pokeDue, WAKING_HALTS } from './due-rows.ts';
import { HALTS, hasMoved, type UnderWay } from './has-moved.ts';
import { findMailboxesBehind } from './mailboxes-behind.ts';

const ASK_EVERY = 25;
/** The one clock goes on while it is waited for: what falls due meanwhile is woken too, at most so often. */
const WAKE_EVERY = 1_000;

/** One look around. */
interface Look {
	/** What is not at rest, the first of it. */
	readonly restless: TravelHalt | undefined;
	/** The world's people did something just now. */
	readonly acted: boolean;
	/** Undefined where the world did not answer. */
	readonly underWay: UnderWay | undefined;
}

/**
 * Waits until nothing is under way at this instant of the one clock: the world's people have acted, watchers have read
 * what they wrote, pokes are delivered, runs have looked, no send is claimed or armed (docs/design/clock.md#advance).
 * Uncertain sends do not hold the clock. It goes on for as long as anything moves.
 *
 * @param goOn called before each look; throws to give up.
 * @returns undefined at rest; otherwise what did not come to rest, after nothing has moved for `quietWithin`.
 */
export async function waitUntilQuiet(
	deps: ClockDeps,
	goOn: () => void = () => {},
): Promise<TravelHalt | undefined> {
	const quietWithin = deps.quietWithin ?? longerThanAnyHeartbeat(deps);
	const callWatchers = createWatcherCalls(deps);
	let giveUpAt = performance.now() + quietWithin;
	let wakeAt = performance.now() + WAKE_EVERY;
	let before: UnderWay | undefined;
	while (true) {
		goOn();
		const { restless, acted, underWay } = await lookAround(deps, callWatchers);
		if (restless === undefined) return undefined;
		const now = performance.now();
		if (acted || (before && underWay && hasMoved(before, underWay))) giveUpAt = now + quietWithin;
		before = underWay ?? before;
		if (WAKING_HALTS.has(restless) && now > wakeAt) {
			await pokeDue(deps);
			wakeAt = now + WAKE_EVERY;
		}
		if (now > giveUpAt) return restless;
		await sleep(ASK_EVERY);
	}
}

/** What a killed worker held counts as alive until its heartbeat is missed; then another one takes it and goes on. */
function longerThanAnyHeartbeat({ config }: ClockDeps): number {
	return 2 * Math.max(config.sends.heartbeat, config.watch.heartbeat);
}

async function lookAround(
	deps: ClockDeps,
	callWatchers: ReturnType<typeof createWatcherCalls>,
): Promise<Look> {
	// The world first: what its people write wakes watchers, and those the runs.
	const settled = await settleWorld(deps);
	if (settled === 'fault') return { restless: 'world', acted: false, underWay: undefined };
	const behind = await findMailboxesBehind(deps, settled.folders);
	await callWatchers(behind);
	const underWay = {
		watchers: behind.reduce((sum, { mails }) => sum + mails, 0),
		...(await countUnderWay(deps)),
	};
	const acted = settled.done > 0;
	return { restless: acted ? 'world' : HALTS.find((what) => underWay[what] > 0), acted, underWay };
}

async function settleWorld({ world }: ClockDeps): Promise<Pick<Settled, 'done' | 'folders'> | 'fault'> {
	if (!world) return { done: 0, folders: [] };
	try {
		return await world.settle();
	} catch (error) {
		if (error instanceof WorldFault) return 'fault';
		throw error;
	}
}
