import { z } from 'zod';
import { listSubscribers as list } from '#domain/newsletters/subscribers/list-subscribers.ts';
import { subscriberFiltersSchema } from '#domain/newsletters/subscribers/subscriber-filters.ts';
import { userProcedure } from '../builders.ts';

/** A page of *Inscrits*. */
export const listSubscribers = userProcedure
	.input(z.object({ newsletterId: z.uuid(), filters: subscriberFiltersSchema }))
	.query(({ ctx, input }) =>
		ctx.inSubscription((tx) => list(tx, ctx.actor, input.newsletterId, input.filters)),
	);
