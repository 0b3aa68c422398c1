import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { recordContactEvents } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { subscriberLimits } from '#platform/newsletter-limits.ts';
import { allOf } from '#platform/database/folded-search.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import { refuseUnlessOwnNewsletter } from './own-newsletter.ts';
import { readLeavingTimes, type LeavingTime } from './subscribers/leaving-times.ts';
import { availableSender } from '#domain/senders/newsletter-senders.ts';
import {
	selectedConditions,
	SUBSCRIBER_ROWS,
	type SubscriberSelection,
} from './subscribers/subscriber-filters.ts';
import type { UnsubscribeCause } from './subscribers/unsubscribe-causes.ts';

export interface SenderChange {
	readonly newsletterId: string;
	readonly whom: SubscriberSelection;
	readonly senderId: string;
}

/** What *Changer d’expéditeur* would do. */
export interface SenderChangePreview {
	/** How many change, by whom they have now; null: whom they had is gone. */
	readonly changing: readonly { readonly senderId: string | null; readonly count: number }[];
	/** How many do not: they have that sender already, or they left the list. */
	readonly same: number;
	readonly unsubscribed: number;
	/** Some of those who left the list, by name: with when and how. */
	readonly whoLeft: readonly LeftSubscriber[];
	/** How many would get the newsletter from that sender then, and how many from whom now. */
	readonly after: number;
	/** How long they would take. */
	readonly takes: LeavingTime;
}

/** Somebody whom no change of sender reaches. */
export interface LeftSubscriber {
	readonly id: string;
	readonly name: string;
	readonly unsubscribed: { readonly at: Date; readonly cause: UnsubscribeCause };
}

/** Of those who do not change, so many are named. */
const NAMED = 3;

/**
 * Previews a change of sender over a selection, in one statement; nothing changes.
 *
 * @throws {Refusal} missing, not-allowed (5.6-4), sender-unavailable (R-85).
 */
export async function previewSenderChange(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, whom, senderId }: SenderChange,
): Promise<SenderChangePreview> {
	await refuseUnlessOwnNewsletter(tx, actor, newsletterId);
	await availableSender(tx, senderId);
	const rows = await tx.sql<{ senderId: string | null; gets: boolean; count: number }>`
		SELECT s.sender_id::text AS "senderId", s.unsubscribed_at IS NULL AS gets, count(*)::int AS count
		FROM ${SUBSCRIBER_ROWS} WHERE ${allOf(selectedConditions(actor, newsletterId, whom))} GROUP BY 1, 2
		ORDER BY 3 DESC`;
	const changing = rows
		.filter((row) => row.gets && row.senderId !== senderId)
		.map(({ senderId: from, count }) => ({ senderId: from, count }));
	const has = await tx.db.newsletterSubscriber.count({
		where: { newsletterId, senderId, unsubscribedAt: null },
	});
	const sum = (counted: readonly { count: number }[]) => counted.reduce((all, { count }) => all + count, 0);
	const after = has + sum(changing);
	const takes = await readLeavingTimes(tx, newsletterId, new Map([[senderId, after]]));
	return {
		...{ changing, after, takes: takes.get(senderId)! },
		same: sum(rows.filter((row) => row.gets && row.senderId === senderId)),
		unsubscribed: sum(rows.filter(({ gets }) => !gets)),
		whoLeft: await whoLeft(tx, selectedConditions(actor, newsletterId, whom)),
	};
}

async function whoLeft(
	tx: Transaction,
	selected: ReturnType<typeof selectedConditions>,
): Promise<LeftSubscriber[]> {
	const rows = await tx.sql<{
		id: string;
		firstName: string | null;
		lastName: string | null;
		at: Date;
		cause: UnsubscribeCause;
	}>`
		SELECT p.id::text, p.first_name AS "firstName", p.last_name AS "lastName", s.unsubscribed_at AS at,
			s.unsubscribe_cause AS cause
		FROM ${SUBSCRIBER_ROWS} WHERE ${allOf([...selected, Prisma.sql`s.unsubscribed_at IS NOT NULL`])}
		ORDER BY s.unsubscribed_at DESC, p.id LIMIT ${NAMED}`;
	return rows.map(({ id, at, cause, ...row }) => ({ id, name: nameOf(row), unsubscribed: { at, cause } }));
}

/**
 * From now on these subscribers get the newsletter from another sender, in one statement: the next issue leaves from it. Who left
 * the list keeps what she had. An issue that is under way goes on as it began. Asked again until `isDone`, it reaches all of them.
 *
 * @returns how many changed.
 * @throws {Refusal} missing, not-allowed (5.6-4), sender-unavailable (R-85).
 */
export async function changeSender(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, whom, senderId }: SenderChange,
): Promise<{ changed: number; isDone: boolean }> {
	await refuseUnlessOwnNewsletter(tx, actor, newsletterId);
	await availableSender(tx, senderId);
	const conditions = selectedConditions(actor, newsletterId, whom);
	const changed = await tx.sql<{ id: string }>`
		UPDATE newsletter_subscriber hers SET sender_id = ${senderId}::uuid
		FROM (SELECT s.contact_id FROM ${SUBSCRIBER_ROWS} WHERE ${allOf([
			...conditions,
			Prisma.sql`s.unsubscribed_at IS NULL AND s.sender_id IS DISTINCT FROM ${senderId}::uuid`,
		])} LIMIT ${subscriberLimits.changedAtOnce}) selected
		WHERE hers.subscription_id = ${tx.subscriptionId}::uuid AND hers.newsletter_id = ${newsletterId}::uuid
			AND hers.contact_id = selected.contact_id AND hers.unsubscribed_at IS NULL
		RETURNING hers.contact_id::text AS id`;
	await recordContactEvents(
		tx,
		changed.map(({ id }) => id),
		{ kind: 'newsletter-sender-changed', data: { newsletterId, senderId }, actor },
	);
	return { changed: changed.length, isDone: changed.length < subscriberLimits.changedAtOnce };
}
