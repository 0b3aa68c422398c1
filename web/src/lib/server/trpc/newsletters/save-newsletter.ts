import { z } from 'zod';
import { numberField } from '#domain/values/number-field.ts';
import { newsletterDraftSchema } from '#domain/newsletters/newsletter-draft.ts';
import { saveNewsletter as save } from '#domain/newsletters/write-newsletter.ts';
import { userProcedure } from '../builders.ts';

const saveNewsletterInput = z.object({
	id: z.uuid(),
	/** The version that was edited: somebody else's newer one is not written over. */
	basedOnVersion: numberField,
	draft: newsletterDraftSchema,
});

/** Saves an edited newsletter; the next issue is made of it. */
export const saveNewsletter = userProcedure
	.input(saveNewsletterInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => save(tx, ctx.actor, input)));
