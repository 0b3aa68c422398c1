import { z } from 'zod';
import { unsubscribeContact as unsubscribe } from '#domain/newsletters/subscribers/unsubscribe-contact.ts';
import { userProcedure } from '../builders.ts';

const unsubscribeContactInput = z.object({
	newsletterId: z.uuid(),
	contactId: z.uuid(),
	/** STOP on the sheet, or the switch of *Inscrits*. */
	cause: z.enum(['stop', 'settings']),
});

/** Takes one contact off the list of a newsletter. */
export const unsubscribeContact = userProcedure
	.input(unsubscribeContactInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => unsubscribe(tx, ctx.actor, input)));
