import type { Actor } from '#domain/values/actor.ts';
import type { LanguageCode } from '#domain/values/language-code.ts';
import { poke } from '#domain/outbox/poke.ts';
import { cleanBody } from '#domain/writing/clean-body.ts';
import { renderHtml, renderText } from '#domain/writing/variables.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { draftMail } from './draft-mail.ts';
import { mailboxForTests } from './mailbox-for-tests.ts';
import { variableValues } from '#domain/writing/variable-values.ts';

/** What the editor holds at this moment, saved or not, and for whom it is filled. */
export interface TestMailToWrite {
	readonly requestId: string;
	readonly subject: string;
	readonly bodyHtml: string;
	readonly contactId: string;
	/** The sequence's. */
	readonly language: LanguageCode;
	/** Where the link of a test mail leads; nobody is unsubscribed there. */
	readonly unsubscribeUrl: string;
}

/**
 * Sends the author one step as this contact would get it, from and to her own mailbox.
 *
 * @throws Refusal `missing` (no such contact), `refused-mailbox`.
 * @throws UnknownVariable
 */
export async function writeTestMail(
	tx: Transaction,
	actor: Actor,
	mail: TestMailToWrite,
): Promise<{ sendId: string }> {
	const contact = await tx.db.contact.findFirst({
		where: { id: mail.contactId },
		include: { company: true },
	});
	const author = await tx.db.user.findFirst({ where: { id: actor.userId } });
	if (!contact || !author) throw new Refusal('not-found', 'missing');
	const { senderId, address } = await mailboxForTests(tx, actor);
	const values = variableValues(contact, author, mail.unsubscribeUrl, mail.language);
	const isNew = await draftMail(tx, {
		sendId: mail.requestId,
		kind: 'test',
		senderId,
		authorId: actor.userId,
		recipient: address,
		subject: renderText(mail.subject, values),
		bodyHtml: renderHtml(cleanBody(mail.bodyHtml), values),
	});
	if (isNew) await poke(tx, 'message', mail.requestId);
	return { sendId: mail.requestId };
}
