import type { Actor } from '#domain/values/actor.ts';
import { recordContactEvents } from '#domain/timeline/record/record-event.ts';
import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import type { Transaction } from '#platform/database/database.ts';
import { isOwnAct, OWN_ACTS, type UnsubscribeCause } from './unsubscribe-causes.ts';

/** Whom to take off which list, and why. */
export interface Unsubscription {
	readonly newsletterId: string;
	readonly contactIds: readonly string[];
	readonly cause: UnsubscribeCause;
	/** Of `stop` and `settings`: the person who did it. */
	readonly actor?: Pick<Actor, 'userId' | 'bySupport'> | undefined;
	/** The mail whose link was followed. */
	readonly sendId?: string | undefined;
	/** The line of the timeline that caused it. */
	readonly causeId?: string | undefined;
}

/**
 * Takes people off the list of a newsletter, in one statement: they stay in it, *Désinscrit*, with the date and the cause (5.6-14),
 * and get nothing of it from this commit on. A person leaves with all of her cards, for each of them would be written to.
 * Her own act is kept though a colleague had taken her off before: it alone decides what brings her back. Again, or of people who
 * are in no list (erased ones too), it changes nothing. Locks the addresses of their cards: a window that is being armed holds
 * her mail already, or leaves her out.
 *
 * @returns the cards that left the list or whose cause changed.
 */
export async function unsubscribeContacts(
	tx: Transaction,
	{ newsletterId, contactIds, cause, actor, sendId, causeId }: Unsubscription,
): Promise<{ unsubscribed: string[] }> {
	if (contactIds.length === 0) return { unsubscribed: [] };
	await lockAddressesOf(tx, contactIds);
	const rows = await tx.sql<{ contactId: string }>`
		UPDATE newsletter_subscriber s
		SET unsubscribed_at = ${tx.at}, unsubscribe_cause = ${cause}, unsubscribed_by_id = ${actor?.userId ?? null}::uuid
		FROM contact own JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.newsletter_id = ${newsletterId}::uuid
			AND (own.subscription_id, card.id) = (s.subscription_id, s.contact_id) AND own.id = ANY(${[...contactIds]}::uuid[])
			AND (s.unsubscribed_at IS NULL
				OR ${isOwnAct(cause)}::boolean AND NOT s.unsubscribe_cause = ANY(${[...OWN_ACTS]}::text[]))
		RETURNING s.contact_id::text AS "contactId"`;
	const unsubscribed = rows.map(({ contactId }) => contactId);
	await recordContactEvents(tx, unsubscribed, {
		kind: 'newsletter-unsubscribed',
		data: { newsletterId, cause },
		...{ actor, causeId, sendId },
	});
	return { unsubscribed };
}

async function lockAddressesOf(tx: Transaction, contactIds: readonly string[]): Promise<void> {
	const known = await tx.sql<{ address: string }>`
		SELECT DISTINCT a.address FROM contact own
		JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
		JOIN contact_address a ON (a.subscription_id, a.contact_id) = (card.subscription_id, card.id)
		WHERE own.subscription_id = ${tx.subscriptionId}::uuid AND own.id = ANY(${[...contactIds]}::uuid[])`;
	await tx.lockAddresses(
		known.flatMap(({ address }) => suppressionHashes(tx, address)),
		'update',
	);
}
