import { z } from 'zod';
import { visitMailbox as visit } from '#domain/notifications/visit-mailbox.ts';
import { userProcedure } from '../builders.ts';

const visitMailboxInput = z.object({ mailboxId: z.uuid() });

/** The caller has opened a mailbox she was told about (5.6-6). */
export const visitMailbox = userProcedure
	.input(visitMailboxInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => visit(tx, { mailboxId: input.mailboxId, userId: ctx.actor.userId })),
	);
