import { z } from 'zod';
import { previewErasure as preview } from '#domain/contacts/erase-contact.ts';
import { userProcedure } from '../builders.ts';

const previewErasureInput = z.object({ contactId: z.uuid() });

/** What an erasure would take, and each other place that may name the person (5.7-7). */
export const previewErasure = userProcedure
	.input(previewErasureInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input.contactId)));
