import { z } from 'zod';
import { writeTestMail as write } from '#domain/mails/write-test-mail.ts';
import { userProcedure } from '../builders.ts';
import { refuseUnreadyText } from './refuse-unready-text.ts';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';

const writeTestMailInput = z.object({
	requestId: z.uuid(),
	contactId: z.uuid(),
	language: z.enum(LANGUAGE_CODES),
	subject: line(300).min(1),
	bodyHtml: text(100_000).min(1),
});

/** Where the link of a test mail leads: to the page that says that this link is none. */
const UNKNOWN_LINK = '/u/test';

/** Sends the caller one step as this contact would get it. */
export const writeTestMail = userProcedure.input(writeTestMailInput).mutation(({ ctx, input }) => {
	refuseUnreadyText(input);
	const unsubscribeUrl = `${ctx.services.config.publicUrl}${UNKNOWN_LINK}`;
	return ctx.inSubscription((tx) => write(tx, ctx.actor, { ...input, unsubscribeUrl }));
});
