import { z } from 'zod';
import { previewUsers as preview } from '#domain/mailboxes/users-of-mailbox.ts';
import { responsableProcedure } from '../builders.ts';

const previewUsersInput = z.object({ mailboxId: z.uuid(), userIds: z.array(z.uuid()).max(200) });

/** Who would lose a shared mailbox, and how many of her runs would be withdrawn. */
export const previewUsers = responsableProcedure
	.input(previewUsersInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input)));
