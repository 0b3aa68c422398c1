import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { refuseByHash } from '#domain/tracking/choices/choose-measuring.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ErasedPerson } from './erase-own-rows.ts';

/**
 * What she chose about being measured goes with her cards; a refusal stays as a hash, as an objection does. What her mails were
 * asked for loses who asked: the numbers of the mails stay.
 */
export async function keepRefusals(tx: Transaction, { cards, addresses }: ErasedPerson): Promise<void> {
	const contactId = { in: [...cards] };
	const refused = await tx.db.measuringChoice.count({
		where: { contactId, OR: [{ opens: 'no' }, { clicks: 'no' }] },
	});
	await tx.db.measuringChoice.deleteMany({ where: { contactId } });
	if (refused > 0) for (const address of addresses) await refuseByHash(tx, suppressionHash(tx, address));
	await tx.sql`
		UPDATE hit SET network = NULL, user_agent = NULL, purpose = NULL, is_raw = false
		FROM send LEFT JOIN engagement ON (engagement.subscription_id, engagement.id) = (send.subscription_id, send.engagement_id)
		WHERE hit.subscription_id = ${tx.subscriptionId}::uuid
			AND (send.subscription_id, send.id) = (hit.subscription_id, hit.send_id)
			AND coalesce(send.contact_id, engagement.contact_id) = ANY(${[...cards]}::uuid[])`;
	await tx.sql`
		UPDATE hit SET network = NULL, user_agent = NULL, purpose = NULL, is_raw = false
		FROM issue_place AS place
		WHERE hit.subscription_id = ${tx.subscriptionId}::uuid
			AND (place.subscription_id, place.issue_id, place.place) = (hit.subscription_id, hit.issue_id, hit.place)
			AND place.contact_id = ANY(${[...cards]}::uuid[])`;
}
