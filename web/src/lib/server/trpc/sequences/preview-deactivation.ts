import { z } from 'zod';
import { previewDeactivation as preview } from '#domain/sequences/deactivate-sequence.ts';
import { userProcedure } from '../builders.ts';

const previewDeactivationInput = z.object({ sequenceId: z.uuid() });

/** How many engagements and planned mails a deactivation is about. */
export const previewDeactivation = userProcedure
	.input(previewDeactivationInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, input.sequenceId)));
