import { z } from 'zod';
import { signInAddress } from '#domain/accounts/person-form.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import { userProcedure } from '../builders.ts';

export const suppressAddressInput = z.object({ address: signInAddress });

/** Puts an address on the *Liste d’opposition* by hand: nothing more leaves for it. */
export const suppressAddress = userProcedure
	.input(suppressAddressInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) =>
			suppress(tx, ctx.services.envelopes, { address: input.address, cause: 'manual', actor: ctx.actor }),
		),
	);
