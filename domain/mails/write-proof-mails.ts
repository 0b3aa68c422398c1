import { randomUUID } from 'node:crypto';
import { poke } from '#domain/outbox/poke.ts';
import { recordDomainEvent } from '#domain/sending-domains/domain-events.ts';
import { announceDomain, lockDomain } from '#domain/sending-domains/domain-row.ts';
import { mailboxesForProofs, type ProofMailbox } from '#domain/sending-domains/mailboxes-for-proofs.ts';
import { mayProve } from '#domain/sending-domains/may-prove.ts';
import { sendersOfDomain, type SenderOfDomain } from '#domain/sending-domains/senders-of-domain.ts';
import type { Actor } from '#domain/values/actor.ts';
import { deliverabilityLimits } from '#platform/limits.ts';
import { plusAddress } from '#platform/addresses/plus-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { draftMail } from './draft-mail.ts';

/** What such a mail says, in the language of who asks. */
export interface ProofMail {
	readonly domainId: string;
	/** This sender alone; undefined: all that are one's to prove. */
	readonly senderId?: string | undefined;
	subjectFor(domain: string): string;
	/** @param isRelay It is read in a mailbox beside its sender. */
	bodyFor(isRelay: boolean): string;
	/** Of the second mail, to a plus-address. */
	readonly plusBody: string;
}

/**
 * *Effectuer un test de délivrabilité* (E-17): each sender of a domain writes one mail to its own mailbox, a relay to one that
 * is read beside it; its head shows what the receiving server found. One's own; a *responsable*'s press is for all of them.
 * Once a minute and sender at most. A relay writes to a plus-address of the mailbox that takes its replies as well, where reports
 * could come to such: what was known of it is asked anew.
 *
 * @throws {Refusal} missing; not-allowed: none of them is one's own; refused-mailbox: none can write now; proof-just-asked.
 */
export async function writeProofMails(
	tx: Transaction,
	actor: Actor,
	{ domainId, senderId, subjectFor, bodyFor, plusBody }: ProofMail,
): Promise<{ readonly count: number }> {
	const domain = await tx.db.sendingDomain.findFirst({ where: { id: domainId, endedAt: null } });
	if (!domain) throw new Refusal('not-found', 'missing');
	const all = await sendersOfDomain(tx, domain.domain);
	const asked = senderId ? all.filter(({ id }) => id === senderId) : all;
	if (asked.length === 0) throw new Refusal('not-found', 'missing');
	const own = asked.filter((sender) => mayProve(actor, sender));
	if (own.length === 0) throw new Refusal('forbidden', 'not-allowed');
	const mailboxes = await mailboxesForProofs(tx, actor, own);
	const connected = own.filter(({ id }) => mailboxes.has(id));
	if (connected.length === 0) throw new Refusal('conflict', 'refused-mailbox');
	// Two people who press at once: the second one waits here, and finds the first one's.
	await lockSenders(tx, connected);
	const fresh = await askedSince(tx, new Date(tx.at.getTime() - deliverabilityLimits.askAgain));
	const due = connected.filter(({ id }) => !fresh.has(id));
	if (due.length === 0) throw new Refusal('conflict', 'proof-just-asked');
	const subject = subjectFor(domain.domain);
	for (const sender of due)
		await write(tx, actor, sender, mailboxes.get(sender.id)!, {
			...{ subject, bodyHtml: bodyFor(sender.kind === 'relay'), plusBody },
		});
	await lockDomain(tx, domainId);
	for (const { address } of due)
		await recordDomainEvent(tx, domainId, 'proof-asked', { address }, actor.userId);
	await announceDomain(tx, domainId);
	return { count: due.length };
}

async function lockSenders(tx: Transaction, senders: readonly SenderOfDomain[]): Promise<void> {
	await tx.lock(
		'sender',
		senders.map(({ id }) => id),
	);
}

async function askedSince(tx: Transaction, since: Date): Promise<Set<string>> {
	const proofs = await tx.db.senderProof.findMany({
		where: { askedAt: { gt: since } },
		select: { senderId: true },
	});
	return new Set(proofs.map(({ senderId }) => senderId));
}

async function write(
	tx: Transaction,
	actor: Actor,
	{ id: senderId, address, replyMailboxId }: SenderOfDomain,
	mailbox: ProofMailbox,
	{ plusBody, ...words }: { readonly subject: string; readonly bodyHtml: string; readonly plusBody: string },
): Promise<void> {
	const { subscriptionId } = tx;
	const sendId = randomUUID();
	await draftMail(tx, {
		...{ sendId, kind: 'test', senderId, authorId: actor.userId, recipient: mailbox.address },
		...words,
	});
	const plusSendId = randomUUID();
	const plus =
		mailbox.id === replyMailboxId
			? plusAddress(mailbox.address, address, plusSendId.replaceAll('-', ''))
			: undefined;
	const asked = {
		...{
			sendId,
			plusSendId: plus ? plusSendId : null,
			mailboxId: mailbox.id,
			askedAt: tx.at,
			askedById: actor.userId,
		},
		...{ arrivedAt: null, arrivedInJunk: false, head: null, fault: null },
	};
	await tx.db.senderProof.upsert({
		where: { subscriptionId_senderId: { subscriptionId, senderId } },
		create: { subscriptionId, senderId, ...asked },
		update: asked,
	});
	await poke(tx, 'message', sendId);
	if (!plus) return;
	await tx.db.mailbox.updateMany({
		where: { id: mailbox.id },
		data: { plusArrivedAt: null, plusArrivedHost: null },
	});
	const mail = {
		sendId: plusSendId,
		kind: 'test',
		senderId,
		authorId: actor.userId,
		recipient: plus,
	} as const;
	await draftMail(tx, { ...mail, subject: words.subject, bodyHtml: plusBody });
	await poke(tx, 'message', plusSendId);
}
