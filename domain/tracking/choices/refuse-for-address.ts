import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { chooseMeasuring, refuseByHash, type MeasuringWish } from './choose-measuring.ts';

/**
 * Records that whoever has this address refuses to be measured, as she wrote to us: on all cards that have it, and by its hash
 * where none has.
 *
 * @param address normalised.
 */
export async function refuseForAddress(
	tx: Transaction,
	{ address, actor }: { readonly address: string; readonly actor: NonNullable<MeasuringWish['actor']> },
): Promise<void> {
	// Cards that share an address are one person's, and what is chosen on one is hers on all.
	const card = await tx.db.contact.findFirst({
		where: { erasedAt: null, addresses: { some: { mailbox: mailboxOf(address) } } },
		select: { id: true },
	});
	if (!card) return refuseByHash(tx, suppressionHash(tx, address));
	await chooseMeasuring(tx, { contactId: card.id, opens: 'no', clicks: 'no', actor });
}
