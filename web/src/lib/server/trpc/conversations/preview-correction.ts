import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { CORRECTED_VERDICTS } from '#domain/inbound/correct-message-verdict.ts';
import { previewMessageVerdict } from '#domain/inbound/preview-message-verdict.ts';
import { userProcedure } from '../builders.ts';

export const previewCorrectionInput = z.object({
	messageId: z.uuid(),
	verdict: z.enum(CORRECTED_VERDICTS),
	returnOn: dayField.optional(),
});

/** What saying that a mail is this would do: runs that end, wait or live again, automations done and undone (5.6-9, 5.7-1). */
export const previewCorrection = userProcedure
	.input(previewCorrectionInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => previewMessageVerdict(tx, ctx.actor, input)));
