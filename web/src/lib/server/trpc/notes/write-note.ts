import { z } from 'zod';
import { LONGEST_NOTE, writeNote as write } from '#domain/notes/write-note.ts';
import { userProcedure } from '../builders.ts';
import { text } from '#domain/values/text.ts';

const writeNoteInput = z.object({
	companyId: z.uuid(),
	contactId: z.uuid().optional(),
	text: text(LONGEST_NOTE).min(1),
});

/** Writes a note on a company's sheet. */
export const writeNote = userProcedure
	.input(writeNoteInput)
	.mutation(({ ctx, input }) => ctx.inSubscription((tx) => write(tx, ctx.actor, input)));
