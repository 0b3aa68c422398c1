import { z } from 'zod';
import { changeContact as change } from '#domain/contacts/change-contact.ts';
import { contactSchema } from '#domain/contacts/contact-form.ts';
import { userProcedure } from '../builders.ts';
import { editedFrom } from '../edited-from.ts';

const changeContactInput = z.intersection(
	z.object({ id: z.uuid(), base: editedFrom.optional() }),
	contactSchema,
);

/** Writes a contact's form; without an address its runs stop (5.2-10). */
export const changeContact = userProcedure
	.input(changeContactInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
