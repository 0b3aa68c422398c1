import { z } from 'zod';
import { previewMessageCorrection } from '#domain/inbound/correct-message-verdict.ts';
import { userProcedure } from '../builders.ts';

export const previewCorrectionInput = z.object({ messageId: z.uuid() });

/** What correcting a mail's verdict would take back: runs that live again, automations undone (5.6-9). */
export const previewCorrection = userProcedure
	.input(previewCorrectionInput)
	.query(({ ctx, input }) =>
		ctx.inSubscription((tx) => previewMessageCorrection(tx, ctx.actor, input.messageId)),
	);
