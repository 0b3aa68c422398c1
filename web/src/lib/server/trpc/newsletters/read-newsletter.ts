import { z } from 'zod';
import { readNewsletter as read } from '#domain/newsletters/read-newsletter.ts';
import { userProcedure } from '../builders.ts';

/** A newsletter as its editor opens it. */
export const readNewsletter = userProcedure
	.input(z.object({ newsletterId: z.uuid() }))
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input.newsletterId)));
