import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * The person of a card, for another card of the same one (5.7-5).
 *
 * @throws {Refusal} missing: no such card, or it was erased.
 */
export async function personOf(tx: Transaction, contactId: string): Promise<string> {
	const where = { id: contactId, erasedAt: null };
	const card = await tx.db.contact.findFirst({ where, select: { personId: true } });
	if (!card) throw new Refusal('not-found', 'missing');
	return card.personId;
}
