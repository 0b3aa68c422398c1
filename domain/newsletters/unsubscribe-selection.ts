import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { subscriberLimits } from '#platform/newsletter-limits.ts';
import { allOf } from '#platform/database/folded-search.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import { refuseUnlessOwnNewsletter } from './own-newsletter.ts';
import {
	selectedConditions,
	SUBSCRIBER_ROWS,
	type SubscriberSelection,
} from './subscribers/subscriber-filters.ts';
import { unsubscribeContacts } from './subscribers/unsubscribe-contacts.ts';

/**
 * *Désinscrire* over a selection of *Inscrits*: at most `subscriberLimits.changedAtOnce` lines in one transaction. Asked again until
 * `isDone`, it reaches all of them.
 *
 * @returns how many cards left the list, those of the same persons on other cards included.
 * @throws {Refusal} missing, not-allowed (5.6-4).
 */
export async function unsubscribeSelection(
	tx: Transaction,
	actor: Actor,
	{ newsletterId, whom }: { newsletterId: string; whom: SubscriberSelection },
): Promise<{ unsubscribed: number; isDone: boolean }> {
	await refuseUnlessOwnNewsletter(tx, actor, newsletterId);
	const rows = await tx.sql<{ id: string }>`
		SELECT s.contact_id::text AS id FROM ${SUBSCRIBER_ROWS}
		WHERE ${allOf([...selectedConditions(actor, newsletterId, whom), Prisma.sql`s.unsubscribed_at IS NULL`])}`;
	const contactIds = rows.slice(0, subscriberLimits.changedAtOnce).map(({ id }) => id);
	const { unsubscribed } = await unsubscribeContacts(tx, {
		...{ newsletterId, contactIds, cause: 'settings' },
		actor,
	});
	return { unsubscribed: unsubscribed.length, isDone: rows.length === contactIds.length };
}
