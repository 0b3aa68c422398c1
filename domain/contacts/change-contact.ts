import type { Actor } from '#domain/values/actor.ts';
import { letTakeEffect } from '#domain/engagements/look/let-take-effect.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { ContactForm } from './contact-form.ts';
import { holdBackRuns } from './hold-back-runs.ts';

/**
 * Writes the form of a contact. An address that is typed again counts as valid again. Another primary address holds back
 * what is about to leave for the one before; a form without any address ends the runs (S2:68, 5.2-10). The timeline keeps
 * which fields changed, not their values.
 *
 * @throws {Refusal} missing.
 */
export async function changeContact(
	tx: Transaction,
	actor: Actor,
	{ id, addresses: typed, ...fields }: ContactForm & { id: string },
): Promise<void> {
	const addresses = [...new Set(typed)];
	const primary = await tx.db.contactAddress.findFirst({ where: { contactId: id, isPrimary: true } });
	const moves = primary !== null && primary.address !== addresses[0];
	const { ids } = moves ? await holdBackRuns(tx, id) : { ids: [] };
	await tx.lock('contact', [id]);
	const before = await tx.db.contact.findFirst({
		where: { id, erasedAt: null },
		include: { addresses: true },
	});
	if (!before) throw new Refusal('not-found', 'missing');
	const changed: string[] = (Object.keys(fields) as (keyof typeof fields)[]).filter(
		(field) => before[field] !== fields[field],
	);
	if (changed.length > 0) await tx.db.contact.updateMany({ where: { id }, data: fields });
	if (await writeAddresses(tx, id, before.addresses, addresses)) changed.push('addresses');
	if (changed.length === 0) return;
	const { companyId } = before;
	const told = { companyId, contactId: id, actor };
	if (before.addresses.length > 0 && addresses.length === 0) {
		await recordEvent(tx, { kind: 'contact-address-cleared', ...told, data: {} });
	}
	await recordEvent(tx, { kind: 'contact-changed', ...told, data: { fields: changed } });
	await letTakeEffect(tx, ids);
}

/** Makes the contact's addresses those of the form, the first one primary; rows that stay keep their id and state. */
async function writeAddresses(
	tx: Transaction,
	contactId: string,
	before: readonly { id: string; address: string; isPrimary: boolean }[],
	addresses: readonly string[],
): Promise<boolean> {
	const primary = before.find(({ isPrimary }) => isPrimary)?.address;
	const gone = before.filter(({ address }) => !addresses.includes(address));
	const fresh = addresses.filter((address) => !before.some((row) => row.address === address));
	if (gone.length === 0 && fresh.length === 0 && primary === addresses[0]) return false;
	// One primary a contact: the index would refuse two of them at any moment.
	await tx.db.contactAddress.updateMany({ where: { contactId }, data: { isPrimary: false } });
	await tx.db.contactAddress.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
	const { subscriptionId } = tx;
	await tx.db.contactAddress.createMany({
		data: fresh.map((address) => ({ subscriptionId, contactId, address })),
	});
	if (addresses[0]) {
		await tx.db.contactAddress.updateMany({
			where: { contactId, address: addresses[0] },
			data: { isPrimary: true },
		});
	}
	return true;
}
