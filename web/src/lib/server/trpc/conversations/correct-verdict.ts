import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { CORRECTED_VERDICTS, correctMessageVerdict } from '#domain/inbound/correct-message-verdict.ts';
import { text } from '#domain/values/text.ts';
import { userProcedure } from '../builders.ts';

export const correctVerdictInput = z.object({
	requestId: z.uuid(),
	messageId: z.uuid(),
	verdict: z.enum(CORRECTED_VERDICTS),
	returnOn: dayField.optional(),
	reason: text(2_000).min(1).optional(),
});

/** A person says what a received mail is, doubtful or read wrong: its runs resume or stop (5.6-9, 5.7-1). */
export const correctVerdict = userProcedure
	.input(correctVerdictInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => correctMessageVerdict(tx, ctx.actor, input)));
