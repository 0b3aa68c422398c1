import { z } from 'zod';
import { LONGEST_NOTE, writeNote as write } from '#domain/notes/write-note.ts';
import { userProcedure } from '../builders.ts';

const writeNoteInput = z.object({
	companyId: z.uuid(),
	contactId: z.uuid().optional(),
	text: z.string().trim().min(1).max(LONGEST_NOTE),
});

/** Writes a note on a company's sheet. */
export const writeNote = userProcedure
	.input(writeNoteInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => write(tx, ctx.actor, input)));
