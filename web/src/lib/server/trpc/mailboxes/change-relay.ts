import { z } from 'zod';
import { changeRelay as change } from '#domain/mailboxes/relays/change-relay.ts';
import { line } from '#domain/values/line.ts';
import { responsableProcedure } from '../builders.ts';

const changeRelayInput = z.object({
	senderId: z.uuid(),
	displayName: line(200).min(1),
	replyMailboxId: z.uuid(),
	dailyCap: z.int().min(1).max(1_000_000),
	providerDailyLimit: z.int().min(1).max(10_000_000).nullable(),
});

/** Changes what a relay writes as, where its replies go and how much it may send. */
export const changeRelay = responsableProcedure
	.input(changeRelayInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
