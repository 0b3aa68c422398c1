import { z } from 'zod';
import { showRelay } from '#domain/mailboxes/relays/show-relay.ts';
import { responsableProcedure } from '../builders.ts';

/** A relay with its server, and the mailboxes that may take its replies. */
export const readRelay = responsableProcedure
	.input(z.object({ senderId: z.uuid() }))
	.query(({ ctx, input }) => ctx.inSubscription((tx) => showRelay(tx, ctx.actor, input.senderId)));
