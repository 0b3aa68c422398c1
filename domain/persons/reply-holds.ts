import { Prisma } from '#prisma/generated/client/client.ts';
import { CLOCKS_DIFFER } from '#domain/values/clocks-differ.ts';
import { cardsOfPerson } from './cards-of-person.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A run engaged in the same moment could not be seen by whoever stored the mail: milliseconds that commits may overlap. */
const SAME_MOMENT = 5_000;

/** A mail of a person that asks what becomes of her other runs. */
export interface Heard {
	readonly messageId: string;
	/** Her card. */
	readonly contactId: string;
	/** Only this run is asked about: somebody else answered it before its first step. */
	readonly engagementId?: string | undefined;
	readonly receivedAt: Date;
	/** In whose mailbox it came. */
	readonly receivedById: string;
}

/**
 * Every live run of the person that is older than the mail waits for a choice from this commit on (5.7-5), one engaged in
 * the same moment too: it is a fact of the person, which claim and arm read.
 */
export async function holdForReply(tx: Transaction, heard: Heard): Promise<void> {
	const { messageId, contactId, engagementId = null, receivedAt, receivedById } = heard;
	// A mail that was stored late is older than what was engaged in between.
	const until = Math.min(tx.at.getTime() + SAME_MOMENT, receivedAt.getTime() + CLOCKS_DIFFER);
	const { subscriptionId } = tx;
	const held = { contactId, engagementId, receivedById, concernsUntil: new Date(until), openedAt: tx.at };
	await tx.db.replyHold.upsert({
		where: { subscriptionId_messageId: { subscriptionId, messageId } },
		create: { subscriptionId, messageId, ...held },
		update: held,
	});
}

/** The mail says something else: what it asked is asked no more. */
export async function releaseReply(tx: Transaction, messageId: string): Promise<void> {
	await tx.db.replyHold.deleteMany({ where: { messageId } });
}

/** The newest reply that whoever engages a person may know of: it asks nothing of the run that begins now. */
export async function knownReplyOf(tx: Transaction, contactId: string): Promise<Date | null> {
	const { _max } = await tx.db.replyHold.aggregate({
		where: { contactId: { in: await cardsOfPerson(tx, contactId) } },
		_max: { openedAt: true },
	});
	return _max.openedAt;
}

/** Which replies hold a run, as a condition on `hold` and `e`. */
const holds = Prisma.sql`
	e.engaged_at <= hold.concerns_until AND (hold.engagement_id IS NULL OR hold.engagement_id = e.id)
	AND (e.replies_answered_until IS NULL OR e.replies_answered_until < hold.opened_at)`;

/** The newest reply of the person that waits for an answer, in a statement over `engagement e` and its `contact c`. */
export const heardMessage = Prisma.sql`(
	SELECT hold.message_id FROM contact card
	JOIN reply_hold hold ON (hold.subscription_id, hold.contact_id) = (card.subscription_id, card.id)
	WHERE (card.subscription_id, card.person_id) = (c.subscription_id, c.person_id) AND ${holds}
	ORDER BY hold.opened_at DESC, hold.message_id LIMIT 1)`;

/** Whether a stored mail `m` is a reply that a live run waits for a choice about. */
export const isHeard = Prisma.sql`EXISTS (
	SELECT FROM reply_hold hold
	JOIN contact card ON (card.subscription_id, card.id) = (hold.subscription_id, hold.contact_id)
	JOIN contact c ON (c.subscription_id, c.person_id) = (card.subscription_id, card.person_id)
	JOIN engagement e ON (e.subscription_id, e.contact_id) = (c.subscription_id, c.id) AND e.ended_at IS NULL
	WHERE (hold.subscription_id, hold.message_id) = (m.subscription_id, m.id) AND ${holds})`;

/** A live run that waits for a choice, and since which mail it does. */
export interface HeldRun {
	readonly id: string;
	readonly messageId: string;
	/** Until when the replies in view are answered by a choice. */
	readonly openedAt: Date;
	readonly receivedById: string;
}

/** The live runs of a person that wait for a choice, in the order of their ids. */
export async function runsHeldByReply(tx: Transaction, contactId: string): Promise<HeldRun[]> {
	const cards = await cardsOfPerson(tx, contactId);
	return tx.sql<HeldRun>`
		SELECT DISTINCT ON (e.id) e.id::text AS id, hold.message_id::text AS "messageId", hold.opened_at AS "openedAt",
			hold.received_by_id::text AS "receivedById"
		FROM engagement e
		JOIN reply_hold hold ON hold.subscription_id = e.subscription_id AND hold.contact_id = ANY (${cards}::uuid[])
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.contact_id = ANY (${cards}::uuid[])
			AND e.ended_at IS NULL AND ${holds}
		ORDER BY e.id, hold.opened_at DESC, hold.message_id`;
}
