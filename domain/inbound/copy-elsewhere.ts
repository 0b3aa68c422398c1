import type { Message, Prisma } from '#prisma/generated/client/client.ts';
import { offerStop } from '#domain/mails/offer-stop.ts';
import { keysOfMail } from '#domain/values/erased-message-key.ts';
import { releaseReply } from '#domain/persons/reply-holds.ts';
import { firstReaderOf } from '#domain/notifications/people-of-mailbox.ts';
import type { Transaction } from '#platform/database/database.ts';
import { oneAfterTheOther } from '#platform/database/one-after-the-other.ts';
import { applyVerdict } from './apply-verdict.ts';
import type { MessageVerdict } from './message-verdict.ts';
import type { InboundMail } from './record-inbound.ts';
import { NO_EFFECT, type VerdictEffect } from './verdict-effect.ts';

/** Verdicts that ended no run, so that another mailbox may know better. */
const IDLE: readonly string[] = [
	'none',
	'notification',
	'acknowledgement',
	'outside-reply',
] satisfies MessageVerdict[];

/** Two watchers of one subscription may read the same mail at once: the second waits for the first. */
export async function lockMail(tx: Transaction, messageIdKey: string): Promise<void> {
	await oneAfterTheOther(tx, messageIdKey);
}

/**
 * The same mail as another mailbox of the subscription keeps it (5.7-2): one Message-ID, one writer, one text. Of one that
 * was erased, or deleted there (G-18), no words are left to compare, and it stays without them.
 */
export async function findElsewhere(
	tx: Transaction,
	mailboxId: string,
	{ messageIdKey, from, subject, text }: InboundMail,
): Promise<Message | null> {
	if (text === null) return null;
	const same = { messageIdKey, fromAddress: from?.address ?? null, subject, text };
	const erased = {
		messageIdKey: { in: keysOfMail(messageIdKey) },
		...{ fromAddress: null, subject: null, text: null, verdict: { not: 'unreadable' } },
	};
	const gone = { messageIdKey, fromAddress: from?.address ?? null, goneAt: { not: null } };
	return tx.db.message.findFirst({
		where: { mailboxId: { not: mailboxId }, OR: [same, erased, gone] },
		orderBy: { storedAt: 'asc' },
	});
}

/** What the reading of a second mailbox found the same mail to be. */
export type JudgedAnew = Pick<
	Prisma.MessageUncheckedUpdateInput,
	'sendId' | 'about' | 'engagementId' | 'contactId' | 'companyId' | 'evidence' | 'readings'
> & { readonly verdict: MessageVerdict };

/**
 * Notes that a mailbox has it too, for its users to read. Its verdict has taken effect, once; only where it ended nothing as
 * the other mailbox read it, and means something as this one does, it takes effect now.
 */
export async function noteCopy(
	tx: Transaction,
	watch: { readonly mailboxId: string },
	message: Message,
	mail: InboundMail,
	judged: JudgedAnew,
): Promise<{ verdict: MessageVerdict; effect: VerdictEffect }> {
	await tx.db.messageCopy.createMany({
		data: [
			{
				subscriptionId: tx.subscriptionId,
				messageId: message.id,
				mailboxId: watch.mailboxId,
				folder: mail.folder,
				uidValidity: mail.uidValidity,
				uid: BigInt(mail.uid),
				storedAt: tx.at,
			},
		],
		skipDuplicates: true,
	});
	const verdict = message.verdict as MessageVerdict;
	const isSaidByPerson = message.correctedAt !== null;
	const isErased = message.text === null;
	if (
		mail.isHistory ||
		isSaidByPerson ||
		isErased ||
		!IDLE.includes(verdict) ||
		IDLE.includes(judged.verdict)
	)
		return { verdict, effect: NO_EFFECT };
	if (judged.verdict === 'human-sent') {
		// It came to a colleague before it was found in its writer's Sent: its line stands already.
		const where = { id: message.id };
		await tx.db.message.updateMany({ where, data: { direction: 'out', verdict: 'human-sent' } });
		const byUserId = await firstReaderOf(tx, watch.mailboxId);
		const { contactId } = message;
		if (contactId) await offerStop(tx, { contactId, byUserId, at: mail.receivedAt });
		return { verdict: 'human-sent', effect: NO_EFFECT };
	}
	await releaseReply(tx, message.id);
	const changed = await tx.db.message.update({
		where: { subscriptionId_id: { subscriptionId: tx.subscriptionId, id: message.id } },
		data: judged,
	});
	return { verdict: judged.verdict, effect: await applyVerdict(tx, changed) };
}
