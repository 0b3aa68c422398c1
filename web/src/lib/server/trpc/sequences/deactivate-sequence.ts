import { z } from 'zod';
import { deactivateSequence as deactivate } from '#domain/sequences/deactivate-sequence.ts';
import { userProcedure } from '../builders.ts';

const deactivateSequenceInput = z.object({
	sequenceId: z.uuid(),
	choice: z.enum(['pause', 'finish', 'stop']),
});

/** Deactivates a sequence: pause, let finish, or stop as failure (5.2-6). */
export const deactivateSequence = userProcedure
	.input(deactivateSequenceInput)
	.mutation(({ ctx, input }) => deactivate(ctx.services.database, ctx.actor, input));
