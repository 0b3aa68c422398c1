import { z } from 'zod';
import { routineSchema, saveRoutine as save } from '#domain/routines/save-routine.ts';
import { responsableProcedure } from '../builders.ts';
import { editedFrom } from '../edited-from.ts';

const saveRoutineInput = routineSchema.extend({ id: z.uuid().optional(), base: editedFrom.optional() });

/** Creates a routine, or changes one: name, users, default (5.2-40). */
export const saveRoutine = responsableProcedure
	.input(saveRoutineInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => save(tx, input)));
