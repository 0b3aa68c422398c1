import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Another card of the same person, which may be merged with the one in view. */
export interface TwinCard {
	contactId: string;
	name: string;
	company: { id: string; name: string };
}

/** What concerns a person beyond the card in view. */
export interface AboutPerson {
	twins: TwinCard[];
	/** The mail that objects and that nobody confirmed yet (5.7-6); null: none. */
	objectionId: string | null;
}

/** Reads it for several cards at once, by their ids. */
export async function readAboutPersons(
	tx: Transaction,
	contactIds: readonly string[],
): Promise<ReadonlyMap<string, AboutPerson>> {
	if (contactIds.length === 0) return new Map();
	const twins = await tx.sql<TwinRow>`
		SELECT own.id::text AS "ownId", twin.id::text AS "contactId", twin.first_name AS "firstName",
			twin.last_name AS "lastName", company.id::text AS "companyId", company.name AS company
		FROM contact own
		JOIN contact twin ON (twin.subscription_id, twin.person_id) = (own.subscription_id, own.person_id)
			AND twin.id <> own.id AND twin.erased_at IS NULL
		JOIN company ON (company.subscription_id, company.id) = (twin.subscription_id, twin.company_id)
		WHERE own.subscription_id = ${tx.subscriptionId}::uuid AND own.id = ANY (${[...contactIds]}::uuid[])
		ORDER BY twin.created_at, twin.id`;
	const objections = await tx.sql<{ ownId: string; messageId: string }>`
		SELECT DISTINCT ON (own.id) own.id::text AS "ownId", o.message_id::text AS "messageId"
		FROM contact own
		JOIN contact card ON (card.subscription_id, card.person_id) = (own.subscription_id, own.person_id)
		JOIN contact_address a ON (a.subscription_id, a.contact_id) = (card.subscription_id, card.id)
		JOIN open_objection o ON (o.subscription_id, o.mailbox) = (a.subscription_id, a.mailbox)
		JOIN message m ON (m.subscription_id, m.id) = (o.subscription_id, o.message_id) AND m.verdict = 'objection'
		WHERE own.subscription_id = ${tx.subscriptionId}::uuid AND own.id = ANY (${[...contactIds]}::uuid[])
		ORDER BY own.id, o.message_id`;
	return new Map(
		contactIds.map((id) => [
			id,
			{
				twins: twins
					.filter(({ ownId }) => ownId === id)
					.map(({ contactId, companyId, company, ...person }) => ({
						contactId,
						name: nameOf(person),
						company: { id: companyId, name: company },
					})),
				objectionId: objections.find(({ ownId }) => ownId === id)?.messageId ?? null,
			},
		]),
	);
}

interface TwinRow {
	readonly ownId: string;
	readonly contactId: string;
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly companyId: string;
	readonly company: string;
}
