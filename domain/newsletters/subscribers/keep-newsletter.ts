import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Keeps a newsletter as it is until this transaction ends: whoever deletes or deactivates it comes before or after.
 *
 * @throws {Refusal} missing: none of this subscription, or it was deleted.
 */
export async function keepNewsletter(tx: Transaction, newsletterId: string): Promise<{ isActive: boolean }> {
	const [row] = await tx.sql<{ isActive: boolean }>`
		SELECT activated_at IS NOT NULL AS "isActive" FROM newsletter
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${newsletterId}::uuid AND deleted_at IS NULL
		FOR SHARE`;
	if (!row) throw new Refusal('not-found', 'missing');
	return row;
}

/** The same for whoever only reads. @throws {Refusal} missing. */
export async function refuseUnlessThere(tx: Transaction, newsletterId: string): Promise<void> {
	if ((await tx.db.newsletter.count({ where: { id: newsletterId, deletedAt: null } })) === 0)
		throw new Refusal('not-found', 'missing');
}
