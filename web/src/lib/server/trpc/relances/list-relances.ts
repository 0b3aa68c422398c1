import { countRelances, listRelances as list, relanceFiltersSchema } from '#domain/relances/list-relances.ts';
import { userProcedure } from '../builders.ts';

/** A page of relances, and how many there are to handle and to come. */
export const listRelances = userProcedure.input(relanceFiltersSchema).query(({ ctx, input }) =>
	ctx.inSubscription(async (tx) => ({
		...(await list(tx, ctx.actor, input)),
		counts: await countRelances(tx, ctx.actor, input),
	})),
);
