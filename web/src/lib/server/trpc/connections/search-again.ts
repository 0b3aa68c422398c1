import { z } from 'zod';
import { searchAgain as search } from '#domain/connections/search-again.ts';
import { userProcedure } from '../builders.ts';

const searchAgainInput = z.object({ connectionId: z.uuid() });

/** *Relancer la recherche*: the address is recognised anew. */
export const searchAgain = userProcedure
	.input(searchAgainInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => search(tx, ctx.actor, input.connectionId)));
