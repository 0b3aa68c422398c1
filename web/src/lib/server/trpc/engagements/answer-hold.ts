import { z } from 'zod';
import { answerHold as answer, HOLD_CHOICES } from '#domain/engagements/acts/answer-hold.ts';
import { userProcedure } from '../builders.ts';

const answerHoldInput = z.object({
	requestId: z.uuid(),
	engagementId: z.uuid(),
	choice: z.enum(HOLD_CHOICES),
	messageId: z.uuid().optional(),
	everywhere: z.boolean().default(false),
});

/** What becomes of runs whose person wrote elsewhere or before the first step, or sent what nobody could read (5.7-5). */
export const answerHold = userProcedure
	.input(answerHoldInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => answer(tx, ctx.actor, input)));
