import type { Actor } from '#domain/values/actor.ts';
import { refuseKnownAddress } from '#domain/persons/refuse-known-address.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { personOf } from '#domain/persons/person-of.ts';
import type { ContactForm } from './contact-form.ts';

/**
 * Creates an orange contact by form: the subscription's own from its first instant. One address is one person's.
 *
 * @param input.samePersonAs the card at another company of which the person says that it is the same one (*Lier la même
 *   personne*): what guards one of them guards both.
 * @throws {Refusal} missing: no such company, or no such card; refused-known-address.
 */
export async function createContact(
	tx: Transaction,
	actor: Actor,
	{
		companyId,
		addresses,
		samePersonAs,
		...fields
	}: ContactForm & { companyId: string; samePersonAs?: string | undefined },
): Promise<{ id: string }> {
	const company = await tx.db.company.findFirst({ where: { id: companyId }, select: { id: true } });
	if (!company) throw new Refusal('not-found', 'missing');
	const personId = samePersonAs ? await personOf(tx, samePersonAs) : undefined;
	await refuseKnownAddress(tx, { addresses, companyId, samePersonAs });
	const { id } = await tx.db.contact.create({
		data: {
			...fields,
			...(personId && { personId, samePersonAs: samePersonAs ?? null }),
			subscriptionId: tx.subscriptionId,
			companyId,
			createdById: actor.userId,
			addresses: {
				create: [...new Set(addresses)].map((address, index) => ({ address, isPrimary: index === 0 })),
			},
		},
		select: { id: true },
	});
	await recordEvent(tx, {
		kind: 'contact-created',
		companyId,
		contactId: id,
		actor,
		data: { how: 'manual' },
	});
	return { id };
}
