import type { Actor } from '#domain/values/actor.ts';
import { letTakeEffect } from '#domain/engagements/look/let-take-effect.ts';
import { refuseKnownAddress } from '#domain/persons/refuse-known-address.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { mergeEdit } from '#domain/values/merge-edit.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import type { ContactForm } from './contact-form.ts';
import { holdBackRuns } from './hold-back-runs.ts';

/**
 * Writes the form of a contact. An address that is typed again counts as valid again. Another primary address holds back
 * what is about to leave for the one before; a form without any address ends the runs (S2:68, 5.2-10). The timeline keeps
 * which fields changed, not their values.
 *
 * @param input.base the form as the person saw it when she began: what others saved meanwhile stays.
 * @throws {Refusal} missing, changed-meanwhile where both changed the same field; refused-known-address: another person's.
 */
export async function changeContact(
	tx: Transaction,
	actor: Actor,
	{ id, base = {}, ...typed }: ContactForm & { id: string; base?: Record<string, unknown> | undefined },
): Promise<void> {
	const primary = await tx.db.contactAddress.findFirst({ where: { contactId: id, isPrimary: true } });
	const moves = primary !== null && primary.address !== typed.addresses[0];
	const { ids } = moves ? await holdBackRuns(tx, [id]) : { ids: [] };
	await tx.lock('contact', [id]);
	const before = await tx.db.contact.findFirst({
		where: { id, erasedAt: null },
		include: { addresses: { orderBy: [{ isPrimary: 'desc' }, { address: 'asc' }] } },
	});
	if (!before) throw new Refusal('not-found', 'missing');
	const { merged, collisions } = mergeEdit(base, typed, formOf(before));
	if (collisions.length > 0) throw new Refusal('conflict', 'changed-meanwhile');
	const { addresses: mergedAddresses, ...fields } = merged;
	const addresses = [...new Set(mergedAddresses)];
	const fresh = addresses.filter((address) => !before.addresses.some((row) => row.address === address));
	await refuseKnownAddress(tx, { addresses: fresh, companyId: before.companyId, contactId: id });
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

/** A contact as its form holds it. */
function formOf(
	row: Omit<ContactForm, 'addresses'> & { addresses: readonly { address: string }[] },
): ContactForm {
	const { civility, firstName, lastName, phone, mobile, linkedinUrl, timeZone, addressOrigin } = row;
	return {
		...{ civility, firstName, lastName, phone, mobile, linkedinUrl, timeZone, addressOrigin },
		function: row.function,
		addresses: row.addresses.map(({ address }) => address),
	};
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
