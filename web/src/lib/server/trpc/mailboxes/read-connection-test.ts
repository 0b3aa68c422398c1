import { z } from 'zod';
import { readConnectionTest as read } from '#domain/mailboxes/read-connection-test.ts';
import { userProcedure } from '../builders.ts';

const readConnectionTestInput = z.object({ testId: z.uuid() });

/** A connection test of the caller's own, line by line. */
export const readConnectionTest = userProcedure
	.input(readConnectionTestInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input.testId)));
