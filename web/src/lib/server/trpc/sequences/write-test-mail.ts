import { z } from 'zod';
import { writeTestMail as write } from '#domain/mails/write-test-mail.ts';
import { userProcedure } from '../builders.ts';
import { refuseUnreadyText } from './refuse-unready-text.ts';

const writeTestMailInput = z.object({
	requestId: z.uuid(),
	contactId: z.uuid(),
	subject: z.string().trim().min(1).max(300),
	bodyHtml: z.string().trim().min(1).max(100_000),
});

/** Where the link of a test mail leads: to the page that says that this link is none. */
const UNKNOWN_LINK = '/u/test';

/** Sends the caller one step as this contact would get it. */
export const writeTestMail = userProcedure.input(writeTestMailInput).mutation(({ ctx, input }) => {
	refuseUnreadyText(input);
	const unsubscribeUrl = `${ctx.services.config.publicUrl}${UNKNOWN_LINK}`;
	return ctx.inSubscription((tx) => write(tx, ctx.actor, { ...input, unsubscribeUrl }));
});
