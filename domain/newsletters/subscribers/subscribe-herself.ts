import { recordContactEvents } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * *Me réinscrire* on the page behind a mail: a consent of the person's own (5.7-8), so she is in the list again with all of her
 * cards that were, and from whom she had it. Whether her address may be written to at all is the page's other question.
 *
 * @returns the cards that are in the list again.
 */
export async function subscribeHerselfAgain(
	tx: Transaction,
	{ newsletterId, contactIds }: { newsletterId: string; contactIds: readonly string[] },
): Promise<{ subscribed: string[] }> {
	if (contactIds.length === 0) return { subscribed: [] };
	const rows = await tx.sql<{ contactId: string }>`
		UPDATE newsletter_subscriber s
		SET unsubscribed_at = NULL, unsubscribe_cause = NULL, unsubscribed_by_id = NULL, subscribed_at = ${tx.at},
			subscribed_by_id = NULL, ground = 'consent', consented_on = (${tx.at}::timestamptz)::date, consent_means = 'page',
			consent_words = NULL, consent_by_id = NULL
		FROM contact own JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.newsletter_id = ${newsletterId}::uuid
			AND (own.subscription_id, card.id) = (s.subscription_id, s.contact_id) AND own.id = ANY(${[...contactIds]}::uuid[])
			AND s.unsubscribed_at IS NOT NULL
		RETURNING s.contact_id::text AS "contactId"`;
	const subscribed = rows.map(({ contactId }) => contactId);
	await recordContactEvents(tx, subscribed, {
		kind: 'newsletter-subscribed',
		data: { newsletterId, senderId: null, how: 'herself' },
	});
	return { subscribed };
}
