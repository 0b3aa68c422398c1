import { listRemovals as list, removalFiltersSchema } from '#domain/suppressions/removal/list-removals.ts';
import { userProcedure } from '../builders.ts';

/** A page of what was taken off the *Liste d’opposition* of the caller's subscription. */
export const listRemovals = userProcedure
	.input(removalFiltersSchema)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, input)));
