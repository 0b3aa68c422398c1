import { readClock } from '#domain/clock/read-clock.ts';
import { stopTravel as stop } from '#domain/clock/stop-travel.ts';
import { userProcedure } from '../builders.ts';

/** Ends the clock's journey where it is. */
export const stopTravel = userProcedure.mutation(({ ctx }) =>
	ctx.inSubscription(async (tx) => {
		await stop(tx);
		return readClock(tx);
	}),
);
