import { z } from 'zod';
import { stopEngagement as stop } from '#domain/engagements/acts/stop-engagement.ts';
import { userProcedure } from '../builders.ts';

const stopEngagementInput = z.object({
	requestId: z.uuid(),
	engagementId: z.uuid(),
	verdict: z.enum(['success', 'failure']),
});

/** STOP, with its verdict: works without the engine. */
export const stopEngagement = userProcedure.input(stopEngagementInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => stop(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
