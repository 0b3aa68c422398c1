import { z } from 'zod';
import { changeSender as change } from '#domain/newsletters/change-sender.ts';
import { subscriberSelectionSchema } from '#domain/newsletters/subscribers/subscriber-filters.ts';
import { userProcedure } from '../builders.ts';

const changeSenderInput = z.object({
	newsletterId: z.uuid(),
	whom: subscriberSelectionSchema,
	senderId: z.uuid(),
});

/** *Changer d’expéditeur* of a selection of *Inscrits*. */
export const changeSender = userProcedure
	.input(changeSenderInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
