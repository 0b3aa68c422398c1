import { z } from 'zod';
import { withdrawConnection as withdraw } from '#domain/connections/withdraw-connection.ts';
import { userProcedure } from '../builders.ts';

const withdrawConnectionInput = z.object({ connectionId: z.uuid() });

/** *Retirer*: the connection ends, and what was typed is forgotten. */
export const withdrawConnection = userProcedure
	.input(withdrawConnectionInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => withdraw(tx, ctx.actor, input.connectionId)));
