import type { Transaction } from '#platform/database/database.ts';

/** Of a newsletter's list: cards that are in it, persons behind them (who get one mail each), cards that left it. */
export interface SubscriberCounts {
	readonly subscribed: number;
	readonly persons: number;
	readonly unsubscribed: number;
}

const NOBODY: SubscriberCounts = { subscribed: 0, persons: 0, unsubscribed: 0 };

/** Counts several lists at once; each of them has its entry. */
export async function countSubscribers(
	tx: Transaction,
	newsletterIds: readonly string[],
): Promise<ReadonlyMap<string, SubscriberCounts>> {
	const rows = await tx.sql<SubscriberCounts & { newsletterId: string }>`
		SELECT s.newsletter_id::text AS "newsletterId",
			(count(*) FILTER (WHERE s.unsubscribed_at IS NULL))::int AS subscribed,
			(count(DISTINCT p.person_id) FILTER (WHERE s.unsubscribed_at IS NULL))::int AS persons,
			(count(*) FILTER (WHERE s.unsubscribed_at IS NOT NULL))::int AS unsubscribed
		FROM newsletter_subscriber s
		JOIN contact p ON (p.subscription_id, p.id) = (s.subscription_id, s.contact_id)
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.newsletter_id = ANY(${[...newsletterIds]}::uuid[])
		GROUP BY 1`;
	const counted = new Map(rows.map(({ newsletterId, ...counts }) => [newsletterId, counts]));
	return new Map(newsletterIds.map((id) => [id, counted.get(id) ?? NOBODY]));
}
