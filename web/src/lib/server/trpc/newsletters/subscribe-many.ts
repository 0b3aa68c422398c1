import { z } from 'zod';
import { manyContactsSchema, subscribeMany as subscribe } from '#domain/newsletters/subscribe-many.ts';
import { userProcedure } from '../builders.ts';

const subscribeManyInput = z.object({
	newsletterId: z.uuid(),
	whom: manyContactsSchema,
	senderId: z.uuid().optional(),
});

/** Subscribes everybody of a filter or of a pasted list who may be. */
export const subscribeMany = userProcedure
	.input(subscribeManyInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => subscribe(tx, ctx.actor, input)));
