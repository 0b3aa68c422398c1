import { z } from 'zod';
import { decideUncertainSend as decide } from '#domain/engagements/acts/decide-uncertain-send.ts';
import { userProcedure } from '../builders.ts';

const decideUncertainSendInput = z.object({
	requestId: z.uuid(),
	engagementId: z.uuid(),
	sendId: z.uuid(),
	decision: z.enum(['left', 'resend']),
});

/** What a person knows about a step whose fate no evidence showed. */
export const decideUncertainSend = userProcedure.input(decideUncertainSendInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => decide(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
