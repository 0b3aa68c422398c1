import { z } from 'zod';
import { deleteRelay as remove } from '#domain/mailboxes/relays/delete-relay.ts';
import { responsableProcedure } from '../builders.ts';

/** Deletes a relay from which nothing waits to leave; what it sent stays in the history. */
export const deleteRelay = responsableProcedure
	.input(z.object({ senderId: z.uuid() }))
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => remove(tx, ctx.actor, input.senderId)));
