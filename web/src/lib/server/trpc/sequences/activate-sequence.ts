import { z } from 'zod';
import { activateSequence as activate } from '#domain/sequences/activate-sequence.ts';
import { userProcedure } from '../builders.ts';

const activateSequenceInput = z.object({ sequenceId: z.uuid() });

/** Activates a sequence; what its deactivation had paused goes on. */
export const activateSequence = userProcedure
	.input(activateSequenceInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => activate(tx, ctx.actor, input.sequenceId)));
