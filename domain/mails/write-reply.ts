import type { Actor } from '#domain/values/actor.ts';
import { accessToMessages } from '#domain/privacy/open-mails.ts';
import { offerStop } from './offer-stop.ts';
import { poke } from '#domain/outbox/poke.ts';
import { cleanBody } from '#domain/writing/clean-body.ts';
import { readOpposition } from '#domain/suppressions/ask/is-suppressed.ts';
import { answersObjection } from '#domain/suppressions/ask/open-objections.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { OWN_FIRST, usedBy } from '#domain/senders/mailboxes-of-user.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { draftMail } from './draft-mail.ts';

/** A reply from the sheet, in the thread of a received mail. */
export interface ReplyToWrite {
	readonly requestId: string;
	readonly messageId: string;
	readonly bodyHtml: string;
}

/**
 * Writes a person's reply to a received mail; it leaves from her own mailbox by the run `message/<requestId>`. Asking again
 * with the same request id and text changes nothing. A run that writes to this person now goes on; its sender is offered
 * STOP (5.2-1).
 * What answers a private mail is as private as that mail (5.7-9).
 *
 * @throws Refusal `request-reused` (the request wrote another text), `missing` (no such mail, nothing of it is left, or nobody to answer),
 *   `mail-private`, `refused-mailbox` (no mailbox of her own is synchronised), `refused-objection` (the address gets nothing
 *   any more), `refused-objection-pending` (a mail of this person objects, and this one does not answer it).
 */
export async function writeReply(
	tx: Transaction,
	actor: Actor,
	reply: ReplyToWrite,
): Promise<{ sendId: string }> {
	const message = await tx.db.message.findFirst({ where: { id: reply.messageId, direction: 'in' } });
	if (!message?.fromAddress || message.goneAt) throw new Refusal('not-found', 'missing');
	const access = (await accessToMessages(tx, actor.userId, [message.id])).get(message.id);
	if (!access?.isOpen) throw new Refusal('forbidden', 'mail-private');
	const mine = await tx.db.mailbox.findMany({
		where: { ...usedBy(actor.userId), state: 'synchronised' },
		orderBy: OWN_FIRST,
		select: { id: true, sender: { select: { id: true } } },
	});
	// Her answer comes from where she was written to, as far as that box is hers.
	const own = mine.find((mailbox) => mailbox.id === message.mailboxId) ?? mine[0];
	if (!own?.sender) throw new Refusal('conflict', 'refused-mailbox');
	const recipient = message.replyTo ?? message.fromAddress;
	for (const address of new Set([recipient, message.fromAddress])) {
		const { suppressedAt, objectionId } = await readOpposition(tx, address);
		if (suppressedAt) throw new Refusal('conflict', 'refused-objection');
		if (objectionId && !(await answersObjection(tx, message.id)))
			throw new Refusal('conflict', 'refused-objection-pending', { at: null });
	}
	const subject = message.subject?.trim() ?? '';
	const isNew = await draftMail(tx, {
		sendId: reply.requestId,
		kind: 'personal',
		senderId: own.sender.id,
		authorId: actor.userId,
		recipient,
		subject: /^re\s*:/i.test(subject) ? subject : `Re: ${subject}`.trim(),
		bodyHtml: cleanBody(reply.bodyHtml),
		contactId: message.contactId,
		companyId: message.companyId,
		replyToMessageId: message.id,
		isPrivate: access.privacy !== 'common',
	});
	if (!isNew) return { sendId: reply.requestId };
	await recordEvent(tx, {
		kind: 'mail-written',
		companyId: message.companyId,
		contactId: message.contactId,
		mailboxId: own.id,
		sendId: reply.requestId,
		messageId: message.id,
		data: { inReplyTo: message.id },
		actor: { userId: actor.userId, bySupport: actor.bySupport },
	});
	const { contactId } = message;
	if (contactId) await offerStop(tx, { contactId, byUserId: actor.userId, at: tx.at });
	await poke(tx, 'message', reply.requestId);
	return { sendId: reply.requestId };
}
