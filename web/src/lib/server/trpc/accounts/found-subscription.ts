import { foundingSchema, foundSubscription as found } from '#domain/accounts/found-subscription.ts';
import { publicProcedure } from '../builders.ts';

/** Uses the one-time link of the first start: a subscription and its first *responsable*. */
export const foundSubscription = publicProcedure
	.input(foundingSchema)
	.mutation(({ ctx, input }) => found(ctx.services, input));
