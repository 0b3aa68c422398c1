import type { Transaction } from '#platform/database/database.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';

/**
 * Tells the statistics of PostgreSQL of the list of a newsletter that has many subscribers, before it is read as a whole:
 * thousands may have come a moment ago. A transaction of its own: others that analyse the same tables wait for its end.
 */
export async function analyzeList(tx: Transaction, newsletterId: string): Promise<void> {
	const many = await tx.sql`
		SELECT FROM newsletter_subscriber
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND newsletter_id = ${newsletterId}::uuid
			AND unsubscribed_at IS NULL
		OFFSET ${newsletterLimits.manySubscribers}::int LIMIT 1`;
	if (many.length > 0) await tx.sql`SELECT analyze_newsletter_lists()`;
}
