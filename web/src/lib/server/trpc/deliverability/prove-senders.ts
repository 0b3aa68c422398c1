import { z } from 'zod';
import { writeProofMails } from '#domain/mails/write-proof-mails.ts';
import { m } from '#texts/generated/messages.js';
import { userProcedure } from '../builders.ts';

const proveSendersInput = z.object({
	domainId: z.uuid(),
	/** One of its senders; undefined: all that are the caller's to prove. */
	senderId: z.uuid().optional(),
});

/** *Effectuer un test de délivrabilité*: the domain's senders write to themselves, its relays to a mailbox beside them. */
export const proveSenders = userProcedure.input(proveSendersInput).mutation(({ ctx, input }) => {
	const locale = { locale: ctx.language };
	return ctx.inSubscription((tx) =>
		writeProofMails(tx, ctx.actor, {
			...input,
			subjectFor: (domain) => m.deliverability_proof_subject({ domain }, locale),
			plusBody: `<p>${m.deliverability_proof_plus_body({}, locale)}</p>`,
			bodyFor: (isRelay) =>
				`<p>${isRelay ? m.deliverability_proof_relay_body({}, locale) : m.deliverability_proof_body({}, locale)}</p>`,
		}),
	);
});
