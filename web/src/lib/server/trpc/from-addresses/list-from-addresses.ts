import { z } from 'zod';
import { listFromAddresses as list } from '#domain/from-addresses/list-from-addresses.ts';
import { userProcedure } from '../builders.ts';

const listFromAddressesInput = z.object({ mailboxId: z.uuid() });

/** The addresses that a mailbox may write as. */
export const listFromAddresses = userProcedure
	.input(listFromAddressesInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => list(tx, ctx.actor, input.mailboxId)));
