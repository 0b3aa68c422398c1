import { z } from 'zod';
import { instantField } from '#domain/values/moment-fields.ts';
import { rescheduleStep as reschedule } from '#domain/engagements/acts/reschedule-step.ts';
import { userProcedure } from '../builders.ts';

const rescheduleStepInput = z.object({
	requestId: z.uuid(),
	engagementId: z.uuid(),
	position: z.int().min(1).max(100),
	to: instantField,
});

/** Makes the step at `position` due at another instant. */
export const rescheduleStep = userProcedure.input(rescheduleStepInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => reschedule(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
