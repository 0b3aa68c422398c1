import { listClosedDays as list } from '#domain/closed-days/list-closed-days.ts';
import { userProcedure } from '../builders.ts';

/** The days to come on which no step leaves. */
export const listClosedDays = userProcedure.query(({ ctx }) => ctx.inSubscription((tx) => list(tx)));
