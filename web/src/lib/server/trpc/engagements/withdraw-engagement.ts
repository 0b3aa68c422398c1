import { z } from 'zod';
import { withdrawEngagement as withdraw } from '#domain/engagements/acts/withdraw-engagement.ts';
import { userProcedure } from '../builders.ts';

const withdrawEngagementInput = z.object({ requestId: z.uuid(), engagementId: z.uuid() });

/** The neutral end: no verdict, no automation. */
export const withdrawEngagement = userProcedure.input(withdrawEngagementInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => withdraw(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
