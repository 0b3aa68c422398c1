import type { Actor } from '#domain/values/actor.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { ContactForm } from './contact-form.ts';

/**
 * Creates an orange contact by form: the subscription's own from its first instant.
 *
 * @throws {Refusal} missing: no such company.
 */
export async function createContact(
	tx: Transaction,
	actor: Actor,
	{ companyId, addresses, ...fields }: ContactForm & { companyId: string },
): Promise<{ id: string }> {
	const company = await tx.db.company.findFirst({ where: { id: companyId }, select: { id: true } });
	if (!company) throw new Refusal('not-found', 'missing');
	const { id } = await tx.db.contact.create({
		data: {
			...fields,
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
