import { newsletterDraftSchema } from '#domain/newsletters/newsletter-draft.ts';
import { createNewsletter as create } from '#domain/newsletters/write-newsletter.ts';
import { userProcedure } from '../builders.ts';

/** Creates a newsletter; it is inactive until somebody activates it. */
export const createNewsletter = userProcedure
	.input(newsletterDraftSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => create(tx, ctx.actor, input)));
