import { Prisma } from '#prisma/generated/client/client.ts';
import { nameOf } from '#domain/values/person-name.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** Addresses that a card is to have. */
export interface WantedAddresses {
	readonly addresses: readonly string[];
	/** At which company the card is. */
	readonly companyId: string;
	/** The card itself, where it exists already. */
	readonly contactId?: string;
	/** The card at another company of which somebody said that it is the same person. */
	readonly samePersonAs?: string | undefined;
}

/**
 * One address is one person's, however Gmail's are spelt: a second card with a known one is refused, and names the card that
 * has it (*Ouvrir la fiche existante*, and at another company *Lier la même personne*). Locks the addresses until the
 * transaction ends, so that of two cards made at once the second meets the first.
 *
 * @throws {Refusal} refused-known-address; with `existing` for whoever opens or links that card.
 */
export async function refuseKnownAddress(
	tx: Transaction,
	{ addresses, companyId, contactId, samePersonAs }: WantedAddresses,
): Promise<void> {
	if (addresses.length === 0) return;
	const mailboxes = [...new Set(addresses.map(mailboxOf))].sort();
	for (const mailbox of mailboxes) {
		// The same lock as of the trigger that keeps persons apart.
		await tx.sql`
			SELECT pg_advisory_xact_lock(hashtextextended(${tx.subscriptionId.toLowerCase()}::text || ' ' || ${mailbox}::text, 0))`;
	}
	const own = contactId ?? samePersonAs ?? null;
	const [known] = await tx.sql<Known>`
		SELECT card.id::text AS "contactId", card.first_name AS "firstName", card.last_name AS "lastName",
			card.company_id::text AS "companyId", company.name AS company
		FROM contact_address a
		JOIN contact card ON (card.subscription_id, card.id) = (a.subscription_id, a.contact_id)
		JOIN company ON (company.subscription_id, company.id) = (card.subscription_id, card.company_id)
		WHERE a.subscription_id = ${tx.subscriptionId}::uuid AND a.mailbox = ANY (${mailboxes}::text[])
			AND NOT EXISTS (SELECT FROM contact own WHERE own.subscription_id = a.subscription_id
				AND own.id = ${own}::uuid AND own.person_id = card.person_id
				${contactId ? Prisma.empty : Prisma.sql`AND card.company_id <> ${companyId}::uuid`})
		ORDER BY card.company_id = ${companyId}::uuid DESC, card.created_at, card.id LIMIT 1`;
	if (!known) return;
	throw new Refusal('conflict', 'refused-known-address', {
		contact: nameOf(known),
		company: known.company,
		existing: {
			contactId: known.contactId,
			companyId: known.companyId,
			mayLink: contactId === undefined && known.companyId !== companyId,
		},
	});
}

interface Known {
	readonly contactId: string;
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly companyId: string;
	readonly company: string;
}
