import { z } from 'zod';
import { retryConnection as retry } from '#domain/connections/retry-connection.ts';
import { userProcedure } from '../builders.ts';

const retryConnectionInput = z.object({ connectionId: z.uuid() });

/** *Réessayer*: the test is made again at once. */
export const retryConnection = userProcedure
	.input(retryConnectionInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => retry(tx, ctx.actor, input.connectionId)));
