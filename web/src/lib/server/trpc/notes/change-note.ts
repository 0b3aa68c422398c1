import { z } from 'zod';
import { changeNote as change } from '#domain/notes/change-note.ts';
import { LONGEST_NOTE } from '#domain/notes/write-note.ts';
import { userProcedure } from '../builders.ts';
import { text } from '#domain/values/text.ts';

const changeNoteInput = z.object({
	noteId: z.uuid(),
	text: text(LONGEST_NOTE).min(1),
	/** The text as it was when the person began. */
	base: text(LONGEST_NOTE).optional(),
});

/** Changes a note: one's own, or any as a *responsable* (R-107). */
export const changeNote = userProcedure
	.input(changeNoteInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => change(tx, ctx.actor, input)));
