import { z } from 'zod';
import { deleteMailbox as remove } from '#domain/mailboxes/delete-mailbox.ts';
import { userProcedure } from '../builders.ts';

const deleteMailboxInput = z.object({ mailboxId: z.uuid(), withdraw: z.boolean().default(false) });

/** *Supprimer ce compte mail*: its conversations stay; live runs are withdrawn once that was confirmed. */
export const deleteMailbox = userProcedure
	.input(deleteMailboxInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => remove(tx, ctx.actor, input)));
