import { z } from 'zod';
import { settleDeletions as settle } from '#domain/mailboxes/deletions/settle-deletions.ts';
import { instantField } from '#domain/values/moment-fields.ts';
import { userProcedure } from '../builders.ts';

const settleDeletionsInput = z.object({
	mailboxId: z.uuid(),
	decision: z.enum(['erase', 'keep']),
	seenAt: instantField,
});

/** Answers whether mails are erased that are gone from a mailbox in great number (G-18). */
export const settleDeletions = userProcedure
	.input(settleDeletionsInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => settle(tx, ctx.actor, input)));
