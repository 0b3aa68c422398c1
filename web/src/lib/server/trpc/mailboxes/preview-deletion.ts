import { z } from 'zod';
import { previewDeletion as preview } from '#domain/mailboxes/delete-mailbox.ts';
import { userProcedure } from '../builders.ts';

const previewDeletionInput = z.object({ mailboxId: z.uuid() });

/** What deleting a mailbox would do: runs that would be withdrawn, mails that stay. */
export const previewDeletion = userProcedure
	.input(previewDeletionInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input.mailboxId)));
