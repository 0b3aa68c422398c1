import { z } from 'zod';
import {
	manyContactsSchema,
	previewManySubscriptions as preview,
} from '#domain/newsletters/subscribe-many.ts';
import { userProcedure } from '../builders.ts';

const previewManySubscriptionsInput = z.object({
	newsletterId: z.uuid(),
	whom: manyContactsSchema,
	senderId: z.uuid().optional(),
});

/** Who of a filter or of a pasted list would be subscribed, who would not and why. A pasted list fits into no address: it is sent as an act is. */
export const previewManySubscriptions = userProcedure
	.input(previewManySubscriptionsInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input)));
