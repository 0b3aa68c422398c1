import { z } from 'zod';
import { consentSchema } from '#domain/newsletters/subscribers/consent.ts';
import { subscribeContact as subscribe } from '#domain/newsletters/subscribers/subscribe-contacts.ts';
import { userProcedure } from '../builders.ts';

const subscribeContactInput = z.object({
	newsletterId: z.uuid(),
	contactId: z.uuid(),
	/** Without it the mailbox of whoever subscribes. */
	senderId: z.uuid().optional(),
	consent: consentSchema.optional(),
	/** From her card: the newsletter must be active. */
	fromCard: z.boolean().default(false),
});

/** *Inscrire à une newsletter*. */
export const subscribeContact = userProcedure
	.input(subscribeContactInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => subscribe(tx, ctx.actor, input)));
