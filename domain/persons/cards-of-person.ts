import type { Transaction } from '#platform/database/database.ts';

/**
 * The cards of the person that a card is of, itself included: those that share an address with it, whichever of theirs and
 * however Gmail's are spelt, and those that somebody linked. An erased person has none but that card.
 *
 * @returns ids in order, so that they may be locked; none where this subscription has no such card.
 */
export async function cardsOfPerson(tx: Transaction, contactId: string): Promise<string[]> {
	const cards = await tx.sql<{ id: string }>`
		SELECT card.id::text AS id FROM contact own
		JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
		WHERE own.subscription_id = ${tx.subscriptionId}::uuid AND own.id = ${contactId}::uuid
		ORDER BY card.id`;
	return cards.map(({ id }) => id);
}

/** Every address of a person, on whichever of her cards. */
export async function addressesOfPerson(tx: Transaction, contactId: string): Promise<string[]> {
	const known = await tx.db.contactAddress.findMany({
		where: { contactId: { in: await cardsOfPerson(tx, contactId) } },
		select: { address: true },
		orderBy: { address: 'asc' },
	});
	return [...new Set(known.map(({ address }) => address))];
}
