import { z } from 'zod';
import { changeLicence as change } from '#domain/accounts/change-licence.ts';
import { Licence } from '#prisma/generated/client/client.ts';
import { responsableProcedure } from '../builders.ts';

const changeLicenceInput = z.object({
	userId: z.uuid(),
	licence: z.enum(Licence),
});

/** Gives a colleague another licence; the last *responsable* stays one. */
export const changeLicence = responsableProcedure
	.input(changeLicenceInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, input)));
