import { z } from 'zod';
import { numberField } from '#domain/values/number-field.ts';
import { readSequence as read } from '#domain/sequences/read-sequence.ts';
import { userProcedure } from '../builders.ts';

const readSequenceInput = z.object({ id: z.uuid(), number: numberField.optional() });

/** A sequence with one of its versions, the newest without a number. */
export const readSequence = userProcedure
	.input(readSequenceInput)
	.query(({ ctx, input }) => ctx.inSubscription((tx) => read(tx, ctx.actor, input)));
