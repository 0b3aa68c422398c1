import { normaliseAddress } from '#domain/values/mail-address.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { Suppression } from '#prisma/generated/client/client.ts';
import { takeOffList } from './take-off-list.ts';

/** How many addresses a received mail put on the *Liste d’opposition*. */
export function countListedBy(tx: Transaction, messageId: string): Promise<number> {
	return tx.db.suppression.count({ where: { messageId } });
}

/**
 * Only a responsable says, and with a reason, that a mail which put an address on the list means something else (5.7-8).
 *
 * @throws {Refusal} listed-responsable, reason-missing.
 */
export function requireMayRetract(actor: Actor, reason: string | undefined): void {
	if (actor.licence !== 'responsable') throw new Refusal('forbidden', 'listed-responsable');
	if (!reason) throw new Refusal('invalid', 'reason-missing');
}

/**
 * Takes off the list what a mail put there that was misread, and gives the contact back the address that its confirmation
 * took away. To be called before the runs that it ended live again.
 */
export async function retractListing(
	tx: Transaction,
	actor: Actor,
	{ messageId, reason, causeId }: { messageId: string; reason: string | undefined; causeId: string },
): Promise<void> {
	for (const listed of await tx.db.suppression.findMany({ where: { messageId } })) {
		requireMayRetract(actor, reason);
		await giveBack(tx, listed);
		await takeOffList(tx, listed, { ground: 'mistake', reason, actor, causeId });
	}
}

async function giveBack(tx: Transaction, listed: Suppression): Promise<void> {
	const { id, sealed, contactId, cause } = listed;
	if (!sealed || !contactId || cause !== 'reply') return;
	const contact = await tx.db.contact.findFirst({
		where: { id: contactId, erasedAt: null },
		select: { addresses: { select: { address: true, isPrimary: true } } },
	});
	const opened = tx.process.envelopes().open(sealed, `suppression:${id}`).toString('utf8');
	const address = normaliseAddress(opened);
	if (!contact || !address || contact.addresses.some((known) => known.address === address)) return;
	await tx.db.contactAddress.create({
		data: {
			subscriptionId: tx.subscriptionId,
			contactId,
			address,
			isPrimary: !contact.addresses.some(({ isPrimary }) => isPrimary),
		},
	});
}
