import { z } from 'zod';
import { skipStep as skip } from '#domain/engagements/acts/skip-step.ts';
import { userProcedure } from '../builders.ts';

const skipStepInput = z.object({
	requestId: z.uuid(),
	engagementId: z.uuid(),
	position: z.int().min(1).max(100),
});

/** The step at `position` never leaves. */
export const skipStep = userProcedure.input(skipStepInput).mutation(({ ctx, input }) =>
	ctx.command(
		(tx) => skip(tx, ctx.actor, input),
		() => ({ kind: 'engagement', id: input.engagementId }),
	),
);
