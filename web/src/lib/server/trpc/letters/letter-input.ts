import { z } from 'zod';
import { letterSchema } from '#domain/newsletters/content/letter.ts';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';

/** A letter as the editor holds it, saved or not, with what it is sent with, and for whom it is filled. */
export const letterInput = z.object({
	/** Of whose subscriber the sender is asked; null of a new one. */
	newsletterId: z.uuid().nullable(),
	/** Null: for nobody in particular. */
	contactId: z.uuid().nullable(),
	letter: letterSchema,
	subject: line(300),
	previewText: line(300),
	imprint: text(1_000),
	language: z.enum(LANGUAGE_CODES),
});

export type LetterInput = z.infer<typeof letterInput>;
