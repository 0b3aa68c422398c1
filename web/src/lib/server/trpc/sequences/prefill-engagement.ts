import { z } from 'zod';
import { prefilledAutomations } from '#domain/sequences/prefilled-automations.ts';
import { userProcedure } from '../builders.ts';

const prefillEngagementInput = z.object({ sequenceId: z.uuid() });

/** Routine and automations with which the engage dialog begins (5.6-18). */
export const prefillEngagement = userProcedure
	.input(prefillEngagementInput)
	.query(({ ctx, input }) =>
		ctx.inSubscription((tx) =>
			prefilledAutomations(tx, { sequenceId: input.sequenceId, userId: ctx.actor.userId }),
		),
	);
