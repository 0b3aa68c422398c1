import { z } from 'zod';
import { proveFromAddress as prove } from '#domain/from-addresses/prove-from-address.ts';
import { line } from '#domain/values/line.ts';
import { userProcedure } from '../builders.ts';

const proveFromAddressInput = z.object({ mailboxId: z.uuid(), fromAddressId: z.uuid(), code: line(20) });

/** The code that was sent to an address, typed back. */
export const proveFromAddress = userProcedure
	.input(proveFromAddressInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => prove(tx, ctx.services.envelopes, ctx.actor, input)),
	);
