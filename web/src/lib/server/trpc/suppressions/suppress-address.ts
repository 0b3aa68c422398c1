import { z } from 'zod';
import { addressField } from '#domain/values/address-field.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import { userProcedure } from '../builders.ts';

const suppressAddressInput = z.object({ address: addressField });

/** Puts an address on the *Liste d’opposition* by hand: nothing more leaves for it. */
export const suppressAddress = userProcedure
	.input(suppressAddressInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) =>
			suppress(tx, ctx.services.envelopes, { address: input.address, cause: 'manual', actor: ctx.actor }),
		),
	);
