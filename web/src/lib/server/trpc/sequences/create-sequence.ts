import { createSequence as create } from '#domain/sequences/save-sequence.ts';
import { sequenceDraftSchema } from '#domain/sequences/sequence-draft.ts';
import { userProcedure } from '../builders.ts';

/** Creates a sequence with its version 1, inactive (5.6-4). */
export const createSequence = userProcedure
	.input(sequenceDraftSchema)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => create(tx, ctx.actor, input)));
