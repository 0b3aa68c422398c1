import { z } from 'zod';
import { previewRelayDeletion as preview } from '#domain/mailboxes/relays/delete-relay.ts';
import { responsableProcedure } from '../builders.ts';

/** What stands against the deletion of a relay, and what stays of it. */
export const previewRelayDeletion = responsableProcedure
	.input(z.object({ senderId: z.uuid() }))
	.query(({ ctx, input }) => ctx.inSubscription((tx) => preview(tx, ctx.actor, input.senderId)));
