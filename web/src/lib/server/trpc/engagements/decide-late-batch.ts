import { z } from 'zod';
import { decideLateBatch as decide } from '#domain/engagements/acts/decide-late-batch.ts';
import { userProcedure } from '../builders.ts';

const decideLateBatchInput = z.object({
	requestId: z.uuid(),
	batchId: z.uuid(),
	decision: z.enum(['send', 'withdraw']),
});

/** The one decision about many late steps. */
export const decideLateBatch = userProcedure
	.input(decideLateBatchInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => decide(tx, ctx.actor, input)));
