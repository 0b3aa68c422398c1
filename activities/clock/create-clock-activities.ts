import { Context } from '@temporalio/activity';
import type { ClockDeps } from './clock-deps.ts';
import { travelOneLap, type Lap } from './travel-one-lap.ts';

/** How often a lap says that it lives, in milliseconds; the world's people may take longer to act. */
const BEAT_EVERY = 1_000;

/** The activities of the clock's run, as its workflow sees them. */
export interface ClockActivities {
	travelOneLap(): Promise<Lap>;
}

/** Its one activity heartbeats for as long as it lasts, and gives up where Temporal cancels it. */
export function createClockActivities(deps: ClockDeps): ClockActivities {
	return {
		async travelOneLap() {
			const context = Context.current();
			context.heartbeat();
			const beat = setInterval(() => context.heartbeat(), BEAT_EVERY);
			try {
				return await travelOneLap(deps, () => context.cancellationSignal.throwIfAborted());
			} finally {
				clearInterval(beat);
			}
		},
	};
}
