import { z } from 'zod';
import { followDeletions as follow } from '#domain/mailboxes/deletions/follow-deletions.ts';
import { userProcedure } from '../builders.ts';

const followDeletionsInput = z.object({ mailboxId: z.uuid(), isFollowed: z.boolean() });

/** Begins or ends that deletions in a mailbox are carried over (G-18). */
export const followDeletions = userProcedure
	.input(followDeletionsInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => follow(tx, ctx.actor, input)));
