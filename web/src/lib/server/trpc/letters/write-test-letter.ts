import { z } from 'zod';
import { writeTestLetter as write } from '#domain/mails/write-test-letter.ts';
import { compileLetter } from '../../letters/compile-letter.ts';
import { userProcedure } from '../builders.ts';
import { letterInput } from './letter-input.ts';

const writeTestLetterInput = letterInput.extend({ requestId: z.uuid() });

/** Where the links of a test's footer lead: to the page that says that this link is none. */
const UNKNOWN_LINK = '/u/test';

/** Sends the caller the letter as this contact would get it (D-40). */
export const writeTestLetter = userProcedure.input(writeTestLetterInput).mutation(async ({ ctx, input }) => {
	const { config } = ctx.services;
	const rendered = await compileLetter(config, input);
	const { requestId, newsletterId, contactId, language } = input;
	const footerUrl = `${config.publicUrl}${UNKNOWN_LINK}`;
	return ctx.inSubscription((tx) =>
		write(tx, ctx.actor, { requestId, newsletterId, contactId, language, rendered, footerUrl }),
	);
});
