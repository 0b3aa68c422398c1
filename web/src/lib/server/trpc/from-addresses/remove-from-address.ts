import { z } from 'zod';
import { removeFromAddress as remove } from '#domain/from-addresses/prove-from-address.ts';
import { userProcedure } from '../builders.ts';

const removeFromAddressInput = z.object({ mailboxId: z.uuid(), fromAddressId: z.uuid() });

/** Takes an address away; what wrote as it goes on as the mailbox's own one. */
export const removeFromAddress = userProcedure
	.input(removeFromAddressInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => remove(tx, ctx.actor, input)));
