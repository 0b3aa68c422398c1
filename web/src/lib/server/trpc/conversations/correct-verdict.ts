import { z } from 'zod';
import { CORRECTED_VERDICTS, correctMessageVerdict } from '#domain/inbound/correct-message-verdict.ts';
import { text } from '#domain/values/text.ts';
import { userProcedure } from '../builders.ts';

export const correctVerdictInput = z.object({
	requestId: z.uuid(),
	messageId: z.uuid(),
	verdict: z.enum(CORRECTED_VERDICTS),
	returnOn: z.iso.date().optional(),
	reason: text(2_000).min(1).optional(),
});

/** A person says what a received mail really is: the run resumes or stops (5.6-9). */
export const correctVerdict = userProcedure
	.input(correctVerdictInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => correctMessageVerdict(tx, ctx.actor, input)));
