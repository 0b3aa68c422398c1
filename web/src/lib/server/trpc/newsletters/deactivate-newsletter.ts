import { z } from 'zod';
import { deactivateNewsletter as deactivate } from '#domain/newsletters/activate-newsletter.ts';
import { userProcedure } from '../builders.ts';

/** Deactivates a newsletter; what leaves of it now is paused. */
export const deactivateNewsletter = userProcedure
	.input(z.object({ newsletterId: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => deactivate(tx, ctx.actor, input.newsletterId)));
