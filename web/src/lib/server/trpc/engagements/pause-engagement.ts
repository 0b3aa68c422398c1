import { z } from 'zod';
import { pauseEngagement as pause } from '#domain/engagements/acts/pause-engagement.ts';
import { userProcedure } from '../builders.ts';

const pauseEngagementInput = z.object({ requestId: z.uuid(), engagementId: z.uuid() });

/** Nothing leaves until somebody resumes. */
export const pauseEngagement = userProcedure.input(pauseEngagementInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => pause(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
