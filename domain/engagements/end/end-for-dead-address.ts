import { cardsOfPerson } from '#domain/persons/cards-of-person.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { endEngagement, type Ended } from './end-engagement.ts';

/** Which address does not exist, and how it became known. */
export interface DeadAddress {
	/** The run whose mail met it; undefined for a mail that a person wrote. */
	readonly engagementId?: string | undefined;
	readonly contactId: string;
	/** Normalised; without one, the contact's primary address. */
	readonly address: string | null;
	readonly status?: string | undefined;
	readonly messageId?: string | undefined;
	readonly causeId?: string | undefined;
}

/**
 * Marks an address invalid wherever this subscription knows it for that person, and fails the runs that write to it
 * (5.2-20). A run whose mail met it ends even where the contact has another address by now.
 *
 * @returns the runs that ended, with what each end did; undefined where it had ended already.
 */
export async function endForDeadAddress(
	tx: Transaction,
	dead: DeadAddress,
): Promise<(readonly [engagementId: string, ended: Ended | undefined])[]> {
	const cards = await cardsOfPerson(tx, dead.contactId);
	const live = await tx.db.engagement.findMany({
		where: { contactId: { in: cards }, endedAt: null },
		select: { id: true, contactId: true },
	});
	await tx.lock(
		'engagement',
		live.map(({ id }) => id),
	);
	const known = await tx.db.contactAddress.findMany({
		where: dead.address
			? { contactId: { in: cards }, address: dead.address }
			: { contactId: dead.contactId, isPrimary: true },
	});
	const writeToIt = new Set(known.filter(({ isPrimary }) => isPrimary).map(({ contactId }) => contactId));
	const ends = live.filter(({ id, contactId }) => writeToIt.has(contactId) || id === dead.engagementId);
	const { status, messageId, causeId } = dead;
	const contacts = await tx.db.contact.findMany({
		where: { id: { in: known.map(({ contactId }) => contactId) } },
		select: { id: true, companyId: true },
	});
	for (const address of known.filter(({ invalidAt }) => invalidAt === null)) {
		await tx.db.contactAddress.updateMany({
			where: { id: address.id },
			data: { invalidAt: tx.at, invalidStatus: status ?? null },
		});
		await recordEvent(tx, {
			kind: 'contact-address-invalid',
			companyId: contacts.find(({ id }) => id === address.contactId)?.companyId ?? null,
			contactId: address.contactId,
			messageId: messageId ?? null,
			causeId,
			data: { addressId: address.id, ...(status ? { status } : {}) },
		});
	}
	const ended: [string, Ended | undefined][] = [];
	for (const { id } of ends) {
		const end = { reason: 'ended-bounce', details: { status }, messageId, causeId } as const;
		ended.push([id, await endEngagement(tx, id, end)]);
	}
	return ended;
}
