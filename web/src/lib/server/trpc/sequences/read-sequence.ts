import { z } from 'zod';
import { readSequence as read } from '#domain/sequences/read-sequence.ts';
import { userProcedure } from '../builders.ts';

const readSequenceInput = z.object({ id: z.uuid(), number: z.int().min(1).optional() });

/** A sequence with one of its versions, the newest without a number. */
export const readSequence = userProcedure
	.input(readSequenceInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input)));
