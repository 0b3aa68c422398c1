import { z } from 'zod';
import { addFromAddress as add } from '#domain/from-addresses/add-from-address.ts';
import { line } from '#domain/values/line.ts';
import { userProcedure } from '../builders.ts';

const addFromAddressInput = z.object({ mailboxId: z.uuid(), address: line(320) });

/** *Ajouter une adresse d’expédition*, or its code once more (Z-09). */
export const addFromAddress = userProcedure
	.input(addFromAddressInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) =>
			add(tx, ctx.services.envelopes, ctx.actor, { ...input, language: ctx.language }),
		),
	);
