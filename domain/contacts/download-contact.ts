import type { Actor } from '#domain/values/actor.ts';
import { personOf } from '#domain/persons/person-of.ts';
import { refuseKnownAddress } from '#domain/persons/refuse-known-address.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';

/** What `origine` says of an address that came with a white contact (docs/demonstration-world/sequences.md). */
const ORIGIN = 'dans des sources publiques';

/**
 * Downloads a white contact of the shared reference into the subscription's own base: white becomes orange. A
 * second download answers the contact that the first one made.
 *
 * @param white.samePersonAs the card at another company of which the person says that it is the same one (*Lier la même
 *   personne*).
 * @throws {Refusal} missing: no such company, no such white contact at it, or no such card; refused-known-address: the
 *   subscription has her.
 */
export async function downloadContact(
	tx: Transaction,
	actor: Actor,
	{
		companyId,
		referenceId,
		samePersonAs,
	}: { companyId: string; referenceId: string; samePersonAs?: string | undefined },
): Promise<{ id: string }> {
	// Two people may press the arrow at once.
	await tx.lock('company', [companyId]);
	const company = await tx.db.company.findFirst({ where: { id: companyId }, select: { siren: true } });
	const white = await tx.db.referenceContact.findUnique({ where: { id: referenceId } });
	if (!company?.siren || white?.siren !== company.siren) throw new Refusal('not-found', 'missing');
	const downloaded = await tx.db.contact.findFirst({
		where: { referenceId, companyId },
		select: { id: true },
	});
	if (downloaded) return downloaded;
	const address = white.email ? normaliseAddress(white.email) : undefined;
	const personId = samePersonAs ? await personOf(tx, samePersonAs) : undefined;
	if (address) await refuseKnownAddress(tx, { addresses: [address], companyId, samePersonAs });
	const { id } = await tx.db.contact.create({
		data: {
			subscriptionId: tx.subscriptionId,
			companyId,
			referenceId,
			...(personId && { personId, samePersonAs: samePersonAs ?? null }),
			civility: white.civility,
			firstName: white.firstName,
			lastName: white.lastName,
			function: white.function,
			phone: white.phone,
			addressOrigin: address ? ORIGIN : null,
			createdById: actor.userId,
			addresses: { create: address ? [{ address, isPrimary: true }] : [] },
		},
		select: { id: true },
	});
	await recordEvent(tx, {
		kind: 'contact-created',
		companyId,
		contactId: id,
		actor,
		data: { how: 'downloaded' },
	});
	return { id };
}
