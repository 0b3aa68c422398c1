import { addressesOfPerson } from '#domain/persons/cards-of-person.ts';
import type { Transaction } from '#platform/database/database.ts';
import { suppressionHash } from './suppression-key.ts';

/**
 * Since when a person gets nothing any more: by the address that would be written to, or because she herself said no from
 * any of hers, on whichever card. What a colleague put on the list is about that address alone.
 */
export async function saidNoSince(
	tx: Transaction,
	contactId: string,
	address: string | undefined,
): Promise<Date | undefined> {
	const hashOf = (one: string) => suppressionHash(tx, one) as Uint8Array<ArrayBuffer>;
	const hers = (await addressesOfPerson(tx, contactId)).map(hashOf);
	const row = await tx.db.suppression.findFirst({
		where: {
			OR: [
				...(address ? [{ addressHash: hashOf(address) }] : []),
				{ addressHash: { in: hers }, cause: { not: 'manual' } },
			],
		},
		orderBy: { at: 'asc' },
		select: { at: true },
	});
	return row?.at;
}
