import { z } from 'zod';
import { previewText as preview } from '#domain/writing/preview-text.ts';
import { userProcedure } from '../builders.ts';
import { refuseUnreadyText } from './refuse-unready-text.ts';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';

const previewTextInput = z.object({
	contactId: z.uuid(),
	language: z.enum(LANGUAGE_CODES),
	subject: line(300).nullable(),
	bodyHtml: text(100_000),
});

/** A step of the editor, saved or not, as this contact would get it from the caller. */
export const previewText = userProcedure.input(previewTextInput).query(({ ctx, input }) => {
	refuseUnreadyText(input);
	return ctx.inSubscription((tx) => preview(tx, ctx.actor, input));
});
