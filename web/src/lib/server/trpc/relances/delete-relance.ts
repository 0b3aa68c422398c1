import { z } from 'zod';
import { deleteRelance as remove } from '#domain/relances/delete-relance.ts';
import { userProcedure } from '../builders.ts';

const deleteRelanceInput = z.object({ companyId: z.uuid() });

/** Deletes a relance with its followers; its event can be undone. */
export const deleteRelance = userProcedure
	.input(deleteRelanceInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => remove(tx, ctx.actor, input)));
