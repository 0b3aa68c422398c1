import { z } from 'zod';
import { duplicateNewsletter as duplicate } from '#domain/newsletters/duplicate-newsletter.ts';
import { line } from '#domain/values/line.ts';
import { userProcedure } from '../builders.ts';

/** *Dupliquer*: an inactive copy of one's own, without subscribers. */
export const duplicateNewsletter = userProcedure
	.input(z.object({ newsletterId: z.uuid(), title: line(200).min(1) }))
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => duplicate(tx, ctx.actor, input)));
