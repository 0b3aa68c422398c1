import { isPublicMailDomain } from '#platform/addresses/public-mail-domains.ts';
import type { Transaction } from '#platform/database/database.ts';
import { suppressionsAmong, type SuppressionsAmong } from './suppressions-among.ts';
import { isOwnAct, type UnsubscribeCause } from './unsubscribe-causes.ts';

/**
 * Why a contact is not subscribed: she left her company, has no address or a dead one, stands on the *Liste d’opposition*, a mail
 * of hers objects and nobody confirmed it (5.7-6), she is in the list already, or her consent has to be recorded first (D-42).
 */
export const LEFT_OUT_REASONS = [
	'left',
	'no-address',
	'invalid-address',
	'suppressed',
	'objection-pending',
	'already',
	'consent-needed',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** A contact who is to be subscribed. */
export interface Candidate {
	readonly id: string;
	readonly personId: string;
	/** Null: nothing speaks against it. */
	readonly leftOut: LeftOutReason | null;
	/** She was in the list before. */
	readonly isBack: boolean;
	/** Another card of the same person is in the list: she gets one mail all the same. */
	readonly isTwin: boolean;
}

interface CardRow {
	readonly id: string;
	readonly personId: string;
	readonly hasLeft: boolean;
}

interface AddressRow {
	readonly contactId: string;
	readonly personId: string;
	readonly address: string;
	readonly mailbox: string;
	readonly isPrimary: boolean;
	readonly isInvalid: boolean;
	/** An objection from it waits for an answer. */
	readonly objects: boolean;
}

interface ListedRow {
	readonly contactId: string;
	readonly personId: string;
	/** Null: she is in the list. */
	readonly cause: UnsubscribeCause | null;
	readonly consented: boolean;
}

/**
 * What stands against subscribing each of these contacts, read in a few statements however many they are; erased ones are left
 * out of the answer.
 *
 * @param hasConsent a consent is recorded with it.
 */
export async function readCandidates(
	tx: Transaction,
	{
		newsletterId,
		contactIds,
		hasConsent,
	}: { newsletterId: string; contactIds: readonly string[]; hasConsent: boolean },
): Promise<Candidate[]> {
	const cards = await readCards(tx, contactIds);
	const persons = [...new Set(cards.map(({ personId }) => personId))];
	const addresses = await readAddresses(tx, persons);
	const primary = new Map(addresses.filter((row) => row.isPrimary).map((row) => [row.contactId, row]));
	const ofPerson = Map.groupBy(addresses, ({ personId }) => personId);
	const listed = await readListed(tx, newsletterId, persons);
	const listedCard = new Map(listed.map((row) => [row.contactId, row]));
	const listedPerson = Map.groupBy(listed, ({ personId }) => personId);
	const opposed = await suppressionsAmong(
		tx,
		addresses.map(({ mailbox }) => mailbox),
	);
	return cards.map((card) => {
		const own = listedCard.get(card.id);
		const hers = listedPerson.get(card.personId) ?? [];
		const facts = {
			...{ hasLeft: card.hasLeft, own, hers, opposed, hasConsent },
			...{ address: primary.get(card.id), all: ofPerson.get(card.personId) ?? [] },
		};
		return {
			...{ id: card.id, personId: card.personId, leftOut: reasonOf(facts) },
			isBack: own !== undefined && own.cause !== null,
			isTwin: hers.some(({ contactId, cause }) => contactId !== card.id && cause === null),
		};
	});
}

/** What is known of one candidate. */
interface Facts {
	readonly hasLeft: boolean;
	readonly address: AddressRow | undefined;
	/** Every address of the person. */
	readonly all: readonly AddressRow[];
	/** The row of this card, and those of all of her cards. */
	readonly own: ListedRow | undefined;
	readonly hers: readonly ListedRow[];
	readonly opposed: SuppressionsAmong;
	readonly hasConsent: boolean;
}

function reasonOf({ hasLeft, address, all, own, hers, opposed, hasConsent }: Facts): LeftOutReason | null {
	if (hasLeft) return 'left';
	if (!address) return 'no-address';
	if (address.isInvalid) return 'invalid-address';
	if (opposed.isListed(address.mailbox) || all.some(({ mailbox }) => opposed.saidNo(mailbox)))
		return 'suppressed';
	if (all.some(({ objects }) => objects)) return 'objection-pending';
	if (own?.cause === null) return 'already';
	const leftHerself = hers.some(({ cause }) => cause !== null && isOwnAct(cause));
	const needsConsent = leftHerself || (isPersonalAddress(address.address) && !own?.consented);
	return needsConsent && !hasConsent ? 'consent-needed' : null;
}

function readCards(tx: Transaction, contactIds: readonly string[]): Promise<CardRow[]> {
	return tx.sql<CardRow>`
		SELECT id::text, person_id::text AS "personId", left_company_at IS NOT NULL AS "hasLeft" FROM contact
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ANY(${[...contactIds]}::uuid[]) AND erased_at IS NULL
		ORDER BY id`;
}

function readAddresses(tx: Transaction, persons: readonly string[]): Promise<AddressRow[]> {
	return tx.sql<AddressRow>`
		SELECT a.contact_id::text AS "contactId", card.person_id::text AS "personId", a.address, a.mailbox,
			a.is_primary AS "isPrimary", a.invalid_at IS NOT NULL AS "isInvalid",
			EXISTS (SELECT FROM open_objection o
				WHERE o.subscription_id = a.subscription_id AND o.mailbox = a.mailbox) AS objects
		FROM contact card
		JOIN contact_address a ON a.subscription_id = card.subscription_id AND a.contact_id = card.id
		WHERE card.subscription_id = ${tx.subscriptionId}::uuid AND card.person_id = ANY(${[...persons]}::uuid[])`;
}

function readListed(tx: Transaction, newsletterId: string, persons: readonly string[]): Promise<ListedRow[]> {
	return tx.sql<ListedRow>`
		SELECT s.contact_id::text AS "contactId", card.person_id::text AS "personId", s.unsubscribe_cause AS cause,
			s.ground = 'consent' AS consented
		FROM newsletter_subscriber s
		JOIN contact card ON card.subscription_id = s.subscription_id AND card.id = s.contact_id
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.newsletter_id = ${newsletterId}::uuid
			AND card.person_id = ANY(${[...persons]}::uuid[])`;
}

/** An address of a provider where anybody has one: its person is no business recipient by it (D-42). */
export function isPersonalAddress(address: string): boolean {
	return isPublicMailDomain(address.slice(address.lastIndexOf('@') + 1));
}
