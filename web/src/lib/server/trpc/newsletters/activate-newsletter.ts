import { z } from 'zod';
import { activateNewsletter as activate } from '#domain/newsletters/activate-newsletter.ts';
import { userProcedure } from '../builders.ts';

/** Activates a newsletter: its next occurrence leaves. */
export const activateNewsletter = userProcedure
	.input(z.object({ newsletterId: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => activate(tx, ctx.actor, input.newsletterId)));
