import { z } from 'zod';
import { readEngagement as read } from '#domain/engagements/show/read-engagement.ts';
import { userProcedure } from '../builders.ts';

const readEngagementInput = z.object({ engagementId: z.uuid() });

/** One engagement, whole: the panel, the run page, *Pourquoi ?*. */
export const readEngagement = userProcedure
	.input(readEngagementInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, input.engagementId)));
