import { z } from 'zod';
import { liftByHand } from '#domain/mailboxes/lift-refusal.ts';
import { userProcedure } from '../builders.ts';

const liftRefusalInput = z.object({ mailboxId: z.uuid() });

/** *Rouvrir les envois* of a mailbox that servers refuse: what waited goes on (5.7-4). */
export const liftRefusal = userProcedure
	.input(liftRefusalInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => liftByHand(tx, ctx.actor, input.mailboxId)));
