import { z } from 'zod';
import { contactSchema } from '#domain/contacts/contact-form.ts';
import { createContact as create } from '#domain/contacts/create-contact.ts';
import { userProcedure } from '../builders.ts';

const createContactInput = z.intersection(
	z.object({ companyId: z.uuid(), samePersonAs: z.uuid().optional() }),
	contactSchema,
);

/** Creates a contact by its form. */
export const createContact = userProcedure
	.input(createContactInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => create(tx, ctx.actor, input)));
