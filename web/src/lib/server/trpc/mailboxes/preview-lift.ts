import { z } from 'zod';
import { previewLift as preview } from '#domain/mailboxes/lift-refusal.ts';
import { userProcedure } from '../builders.ts';

const previewLiftInput = z.object({ mailboxId: z.uuid() });

/** What would go on where the refusals of a mailbox are lifted. */
export const previewLift = userProcedure
	.input(previewLiftInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input.mailboxId)));
