import { z } from 'zod';
import { visitConnection as visit } from '#domain/notifications/visit-connection.ts';
import { userProcedure } from '../builders.ts';

const visitConnectionInput = z.object({ connectionId: z.uuid() });

/** The page of a mailbox that is being connected was opened: its news under the flag count as treated. */
export const visitConnection = userProcedure
	.input(visitConnectionInput)
	.mutation(({ ctx, input }) =>
		ctx.inSubscription((tx) => visit(tx, { ...input, userId: ctx.viewer.userId })),
	);
