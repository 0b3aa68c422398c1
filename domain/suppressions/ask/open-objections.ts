import { addressesOfPerson } from '#domain/persons/cards-of-person.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { suppressionHash } from './suppression-key.ts';

/** A mail that objects, and whom it speaks for. */
export interface Objecting {
	readonly messageId: string;
	readonly fromAddress: string | null;
	/** A card of the person; null: nobody's that we know. */
	readonly contactId: string | null;
}

/**
 * From now on nothing leaves to this person (5.7-6): the address that objects and all of hers are held, until somebody
 * confirms the objection or says that it is none.
 */
export async function openObjection(
	tx: Transaction,
	{ messageId, fromAddress, contactId }: Objecting,
): Promise<void> {
	const known = contactId ? await addressesOfPerson(tx, contactId) : [];
	const from = fromAddress ? [normaliseAddress(fromAddress) ?? fromAddress.trim().toLowerCase()] : [];
	const addresses = [...new Set([...from, ...known])];
	await tx.lockAddresses(
		addresses.map((address) => suppressionHash(tx, address)),
		'update',
	);
	const { subscriptionId } = tx;
	await tx.db.openObjection.createMany({
		data: addresses.map((address) => ({ subscriptionId, messageId, address })),
		skipDuplicates: true,
	});
}

/**
 * Somebody said what the mail is, or the address stands on the list: the question is answered.
 *
 * @param of one mail, or whatever holds one of these addresses.
 */
export async function settleObjections(
	tx: Transaction,
	of: { readonly messageId: string } | { readonly addresses: readonly string[] },
): Promise<void> {
	const held = 'messageId' in of ? of : { mailbox: { in: of.addresses.map(mailboxOf) } };
	const open = await tx.db.openObjection.findMany({ where: held, select: { messageId: true } });
	const messageId = { in: [...new Set(open.map((one) => one.messageId))] };
	await tx.db.openObjection.deleteMany({ where: { messageId } });
}

/** The open objection of a person; null where none waits. */
export async function openObjectionOf(tx: Transaction, contactId: string): Promise<string | null> {
	const mailbox = { in: (await addressesOfPerson(tx, contactId)).map(mailboxOf) };
	return (await tx.db.openObjection.findFirst({ where: { mailbox } }))?.messageId ?? null;
}

/** Whether a received mail is an objection that waits: it alone may be answered by hand. */
export async function answersObjection(tx: Transaction, messageId: string | null): Promise<boolean> {
	return messageId !== null && (await tx.db.openObjection.count({ where: { messageId } })) > 0;
}
