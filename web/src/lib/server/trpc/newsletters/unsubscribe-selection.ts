import { z } from 'zod';
import { subscriberSelectionSchema } from '#domain/newsletters/subscribers/subscriber-filters.ts';
import { unsubscribeSelection as unsubscribe } from '#domain/newsletters/unsubscribe-selection.ts';
import { userProcedure } from '../builders.ts';

/** *Désinscrire* a selection of *Inscrits*. */
export const unsubscribeSelection = userProcedure
	.input(z.object({ newsletterId: z.uuid(), whom: subscriberSelectionSchema }))
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => unsubscribe(tx, ctx.actor, input)));
