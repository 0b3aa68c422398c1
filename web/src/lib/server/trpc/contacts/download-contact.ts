import { z } from 'zod';
import { downloadContact as download } from '#domain/contacts/download-contact.ts';
import { userProcedure } from '../builders.ts';

const downloadContactInput = z.object({
	companyId: z.uuid(),
	referenceId: z.uuid(),
	samePersonAs: z.uuid().optional(),
});

/** Brings a white contact into the subscription's own base. */
export const downloadContact = userProcedure
	.input(downloadContactInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => download(tx, ctx.actor, input)));
