import { readClock as read } from '#domain/clock/read-clock.ts';
import { userProcedure } from '../builders.ts';

/** The one clock, and the journey it is on. */
export const readClock = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => read(tx)));
