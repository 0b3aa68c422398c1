import { z } from 'zod';
import { numberField } from '#domain/values/number-field.ts';
import { saveSequence as save } from '#domain/sequences/save-sequence.ts';
import { sequenceDraftSchema } from '#domain/sequences/sequence-draft.ts';
import { userProcedure } from '../builders.ts';

const saveSequenceInput = z.object({
	id: z.uuid(),
	/** The version that was edited: somebody else's newer one is not written over. */
	basedOnVersion: numberField,
	draft: sequenceDraftSchema,
});

/** Saves an edited sequence as a new numbered version (5.2-5). */
export const saveSequence = userProcedure
	.input(saveSequenceInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => save(tx, ctx.actor, input)));
