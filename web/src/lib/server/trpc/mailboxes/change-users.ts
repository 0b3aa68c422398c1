import { z } from 'zod';
import { changeMailboxUsers } from '#domain/mailboxes/users-of-mailbox.ts';
import { responsableProcedure } from '../builders.ts';

const changeUsersInput = z.object({
	mailboxId: z.uuid(),
	userIds: z.array(z.uuid()).max(200),
	takesSequences: z.boolean(),
	withdraw: z.boolean().default(false),
});

/** Names who uses a shared mailbox, and whether sequences leave from it. */
export const changeUsers = responsableProcedure
	.input(changeUsersInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => changeMailboxUsers(tx, ctx.actor, input)));
