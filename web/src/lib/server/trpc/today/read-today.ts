import { readToday as read, todaySchema } from '#domain/today/read-today.ts';
import { userProcedure } from '../builders.ts';

/** *Aujourd’hui*: what waits for the caller, or for everybody. */
export const readToday = userProcedure
	.input(todaySchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input)));
