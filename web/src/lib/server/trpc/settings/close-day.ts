import { closeDay as close, closedDaySchema } from '#domain/closed-days/close-day.ts';
import { responsableProcedure } from '../builders.ts';

/** No step leaves on this day. */
export const closeDay = responsableProcedure
	.input(closedDaySchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => close(tx, input)));
