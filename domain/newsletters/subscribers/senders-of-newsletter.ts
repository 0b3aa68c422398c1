import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { refuseUnlessThere } from './keep-newsletter.ts';
import { readLeavingTimes, type LeavingTime } from './leaving-times.ts';
import {
	defaultSenderOf,
	listNewsletterSenders,
	type NewsletterSender,
} from '#domain/senders/newsletter-senders.ts';

/** A sender with how many get a newsletter from it. */
export interface SenderOfNewsletter extends NewsletterSender {
	readonly subscribers: number;
	/** How long they take to leave from it. */
	readonly takes: LeavingTime;
}

/** Who may send a newsletter, and what stands where nobody chooses. */
export interface SendersOfNewsletter {
	readonly senders: readonly SenderOfNewsletter[];
	/** The person's own synchronised mailbox; null: she has none. */
	readonly ownId: string | null;
	/** Subscribers whose sender is gone (D-43). */
	readonly withoutSender: number;
}

/** @throws {Refusal} missing. */
export async function listSendersOf(
	tx: Transaction,
	actor: Actor,
	newsletterId: string,
): Promise<SendersOfNewsletter> {
	await refuseUnlessThere(tx, newsletterId);
	const counted = await tx.db.newsletterSubscriber.groupBy({
		by: ['senderId'],
		where: { newsletterId, unsubscribedAt: null },
		_count: true,
	});
	const counts = new Map(counted.map(({ senderId, _count }) => [senderId, _count]));
	const senders = await listNewsletterSenders(tx);
	const mails = new Map(senders.map(({ id }) => [id, counts.get(id) ?? 0]));
	const takes = await readLeavingTimes(tx, newsletterId, mails);
	return {
		senders: senders.map((sender) => ({
			...sender,
			subscribers: mails.get(sender.id)!,
			takes: takes.get(sender.id)!,
		})),
		ownId: await defaultSenderOf(tx, actor.userId),
		withoutSender: counts.get(null) ?? 0,
	};
}
