import { z } from 'zod';
import { deleteNote as remove } from '#domain/notes/delete-note.ts';
import { userProcedure } from '../builders.ts';

const deleteNoteInput = z.object({ noteId: z.uuid() });

/** Deletes a note: one's own, or any as a *responsable* (R-107). */
export const deleteNote = userProcedure
	.input(deleteNoteInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => remove(tx, ctx.actor, input)));
