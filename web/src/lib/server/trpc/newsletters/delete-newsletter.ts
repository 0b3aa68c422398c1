import { z } from 'zod';
import { deleteNewsletter as remove } from '#domain/newsletters/activate-newsletter.ts';
import { userProcedure } from '../builders.ts';

/** Deletes a newsletter; the links of its mails go on working. */
export const deleteNewsletter = userProcedure
	.input(z.object({ newsletterId: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => remove(tx, ctx.actor, input.newsletterId)));
