import { z } from 'zod';
import { resumeEngagement as resume } from '#domain/engagements/acts/resume-engagement.ts';
import { userProcedure } from '../builders.ts';

const resumeEngagementInput = z.object({ requestId: z.uuid(), engagementId: z.uuid() });

/** Lets a paused engagement go on. */
export const resumeEngagement = userProcedure.input(resumeEngagementInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => resume(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
