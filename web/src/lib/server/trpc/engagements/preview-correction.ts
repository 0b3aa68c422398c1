import { z } from 'zod';
import { previewCorrection as preview } from '#domain/engagements/verdicts/correct-engagement-verdict.ts';
import { userProcedure } from '../builders.ts';

export const previewCorrectionInput = z.object({
	engagementId: z.uuid(),
	verdict: z.enum(['success', 'failure']),
});

/** What *Corriger le verdict* would undo and do (5.6-9). */
export const previewCorrection = userProcedure
	.input(previewCorrectionInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input)));
