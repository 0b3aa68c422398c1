import { z } from 'zod';
import { clearAddress as clear } from '#domain/contacts/clear-address.ts';
import { userProcedure } from '../builders.ts';

const clearAddressInput = z.object({
	contactId: z.uuid(),
	suppress: z.boolean().default(false),
	messageId: z.uuid().optional(),
});

/** *Retirer son adresse*, with or without the *Liste d’opposition* (R-59, 5.6-8). */
export const clearAddress = userProcedure
	.input(clearAddressInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => clear(tx, ctx.actor, ctx.services.envelopes, input)),
	);
