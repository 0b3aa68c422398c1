import { z } from 'zod';
import { readContactNewsletters } from '#domain/newsletters/subscribers/subscriptions-of-contact.ts';
import { userProcedure } from '../builders.ts';

/** The newsletters of a contact's sheet, and whether one may subscribe her. */
export const newslettersOfContact = userProcedure
	.input(z.object({ contactId: z.uuid() }))
	.query(({ ctx, input }) =>
		ctx.inSubscription((tx) => readContactNewsletters(tx, ctx.actor, input.contactId)),
	);
