import { Context } from '@temporalio/activity';
import type { ClockDeps } from './clock-deps.ts';
import { travelOneLap, type Lap } from './travel-one-lap.ts';

/** The activities of the clock's run, as its workflow sees them. */
export interface ClockActivities {
	travelOneLap(): Promise<Lap>;
}

/** Its one activity heartbeats while it waits, and gives up where Temporal cancels it. */
export function createClockActivities(deps: ClockDeps): ClockActivities {
	return {
		travelOneLap: () => {
			const context = Context.current();
			return travelOneLap(deps, () => {
				context.heartbeat();
				context.cancellationSignal.throwIfAborted();
			});
		},
	};
}
