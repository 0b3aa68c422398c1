import { z } from 'zod';
import { listSendersOf } from '#domain/newsletters/subscribers/senders-of-newsletter.ts';
import { userProcedure } from '../builders.ts';

/** From whom a newsletter may leave, how many get it from each, and who may not send now. */
export const listSenders = userProcedure
	.input(z.object({ newsletterId: z.uuid() }))
	.query(({ ctx, input }) => ctx.inSubscription((tx) => listSendersOf(tx, ctx.actor, input.newsletterId)));
