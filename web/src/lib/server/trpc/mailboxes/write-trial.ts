import { z } from 'zod';
import { writeTrial as write } from '#domain/mails/trials/write-trial.ts';
import { addressField } from '#domain/values/address-field.ts';
import { trialMail } from '#texts/trials.ts';
import { userProcedure } from '../builders.ts';

const writeTrialInput = z.object({
	requestId: z.uuid(),
	mailboxId: z.uuid(),
	/** More than a test takes are refused by it, in its own sentence. */
	addresses: z.array(addressField).min(1).max(100),
});

/** *Envoyer l'essai*: a short mail in the caller's language to a few addresses (E-14). */
export const writeTrial = userProcedure.input(writeTrialInput).mutation(({ ctx, input }) => {
	const { subject, paragraphs } = trialMail(ctx.language);
	const bodyHtml = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('');
	return ctx.inSubscription((tx) => write(tx, ctx.actor, { ...input, subject, bodyHtml }));
});
