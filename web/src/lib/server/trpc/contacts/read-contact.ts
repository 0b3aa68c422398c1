import { z } from 'zod';
import { readContact as read } from '#domain/contacts/show/read-contact.ts';
import { userProcedure } from '../builders.ts';

const readContactInput = z.object({ contactId: z.uuid() });

/** One contact, as its form opens it. */
export const readContact = userProcedure
	.input(readContactInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, input.contactId)));
