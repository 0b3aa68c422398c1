import { z } from 'zod';
import { correctEngagementVerdict } from '#domain/engagements/verdicts/correct-engagement-verdict.ts';
import { userProcedure } from '../builders.ts';

export const correctVerdictInput = z.object({
	requestId: z.uuid(),
	engagementId: z.uuid(),
	verdict: z.enum(['success', 'failure']),
	/** False: the automations of the new verdict are not wanted. */
	runAutomations: z.boolean(),
});

/** *Corriger le verdict* of an ended engagement (5.6-9). */
export const correctVerdict = userProcedure
	.input(correctVerdictInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => correctEngagementVerdict(tx, ctx.actor, input)));
