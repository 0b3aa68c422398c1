import { z } from 'zod';
import { useFromAddress as use } from '#domain/from-addresses/prove-from-address.ts';
import { userProcedure } from '../builders.ts';

const useFromAddressInput = z.object({ mailboxId: z.uuid(), fromAddressId: z.uuid().nullable() });

/** Writes as this address from now on, or as the mailbox's own one. */
export const useFromAddress = userProcedure
	.input(useFromAddressInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => use(tx, ctx.actor, input)));
