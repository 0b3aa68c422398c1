import { z } from 'zod';
import { eraseContact as erase } from '#domain/contacts/erase-contact.ts';
import { userProcedure } from '../builders.ts';

const eraseContactInput = z.object({ contactId: z.uuid() });

/** *Supprimer ses données*, on the person's request (5.2-10). Cannot be taken back. */
export const eraseContact = userProcedure
	.input(eraseContactInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => erase(tx, ctx.actor, input.contactId)));
