import { z } from 'zod';
import { instantField } from '#domain/values/moment-fields.ts';
import { readClock } from '#domain/clock/read-clock.ts';
import { startTravel } from '#domain/clock/start-travel.ts';
import { userProcedure } from '../builders.ts';

const advanceTimeInput = z.object({ to: instantField });

/** *Avancer le temps* (sandbox only): lives through everything that falls due until then. */
export const advanceTime = userProcedure.input(advanceTimeInput).mutation(({ ctx, input }) =>
	ctx.inSubscription(async (tx) => {
		await startTravel(tx, input);
		return readClock(tx);
	}),
);
