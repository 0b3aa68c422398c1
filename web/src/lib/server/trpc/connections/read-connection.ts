import { z } from 'zod';
import { readConnection as read } from '#domain/connections/read-connection.ts';
import { userProcedure } from '../builders.ts';

const readConnectionInput = z.object({ connectionId: z.uuid() });

/** A connection with its test, line by line, and its history. */
export const readConnection = userProcedure
	.input(readConnectionInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input.connectionId)));
