import { Prisma } from '#prisma/generated/client/client.ts';
import { isPublicMailDomain } from '#platform/addresses/public-mail-domains.ts';
import type { Transaction } from '#platform/database/database.ts';
import { suppressionsAmong } from './suppressions-among.ts';
import { OWN_ACTS } from './unsubscribe-causes.ts';

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

interface CandidateRow {
	readonly id: string;
	readonly personId: string;
	readonly hasLeft: boolean;
	readonly address: string | null;
	readonly isInvalid: boolean;
	/** Of all her cards, each in the one form of a mailbox. */
	readonly mailboxes: readonly string[];
	readonly objects: boolean;
	readonly isSubscribed: boolean | null;
	readonly consented: boolean | null;
	readonly leftHerself: boolean;
	readonly isTwin: boolean;
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
	const rows = await readRows(tx, newsletterId, contactIds);
	const listed = await suppressionsAmong(
		tx,
		rows.flatMap(({ mailboxes }) => mailboxes),
	);
	return rows.map((row) => ({
		id: row.id,
		personId: row.personId,
		leftOut: reasonOf(row, listed, hasConsent),
		isBack: row.isSubscribed === false,
		isTwin: row.isTwin,
	}));
}

function reasonOf(
	row: CandidateRow,
	listed: Awaited<ReturnType<typeof suppressionsAmong>>,
	hasConsent: boolean,
): LeftOutReason | null {
	if (row.hasLeft) return 'left';
	if (row.address === null) return 'no-address';
	if (row.isInvalid) return 'invalid-address';
	if (listed.isListed(row.address) || row.mailboxes.some(listed.saidNo)) return 'suppressed';
	if (row.objects) return 'objection-pending';
	if (row.isSubscribed) return 'already';
	const needsConsent = row.leftHerself || (isPublicMailDomain(domainOf(row.address)) && !row.consented);
	return needsConsent && !hasConsent ? 'consent-needed' : null;
}

function readRows(
	tx: Transaction,
	newsletterId: string,
	contactIds: readonly string[],
): Promise<CandidateRow[]> {
	const mine = (alias: string) =>
		Prisma.sql`${Prisma.raw(alias)}.subscription_id = ${tx.subscriptionId}::uuid`;
	return tx.sql<CandidateRow>`
		WITH wanted AS (
			SELECT id, person_id, left_company_at FROM contact p
			WHERE ${mine('p')} AND id = ANY(${[...contactIds]}::uuid[]) AND erased_at IS NULL
		), person AS (
			SELECT card.person_id, array_agg(DISTINCT a.mailbox) AS mailboxes,
				bool_or(EXISTS (SELECT FROM open_objection o WHERE ${mine('o')} AND o.mailbox = a.mailbox)) AS objects
			FROM contact card JOIN contact_address a ON ${mine('a')} AND a.contact_id = card.id
			WHERE ${mine('card')} AND card.person_id IN (SELECT person_id FROM wanted)
			GROUP BY card.person_id
		), listed AS (
			SELECT card.person_id, bool_or(s.unsubscribe_cause = ANY(${[...OWN_ACTS]}::text[])) AS left_herself,
				array_agg(s.contact_id) FILTER (WHERE s.unsubscribed_at IS NULL) AS subscribed
			FROM newsletter_subscriber s JOIN contact card ON ${mine('card')} AND card.id = s.contact_id
			WHERE ${mine('s')} AND s.newsletter_id = ${newsletterId}::uuid
				AND card.person_id IN (SELECT person_id FROM wanted)
			GROUP BY card.person_id
		)
		SELECT wanted.id::text, wanted.person_id::text AS "personId", wanted.left_company_at IS NOT NULL AS "hasLeft",
			a.address, a.invalid_at IS NOT NULL AS "isInvalid", coalesce(person.mailboxes, '{}') AS mailboxes,
			coalesce(person.objects, false) AS objects, CASE WHEN s.contact_id IS NOT NULL THEN s.unsubscribed_at IS NULL END AS "isSubscribed",
			s.ground = 'consent' AS consented, coalesce(listed.left_herself, false) AS "leftHerself",
			coalesce(listed.subscribed, '{}') <> '{}' AND NOT wanted.id = ANY(listed.subscribed) AS "isTwin"
		FROM wanted
		LEFT JOIN contact_address a ON ${mine('a')} AND a.contact_id = wanted.id AND a.is_primary
		LEFT JOIN person ON person.person_id = wanted.person_id
		LEFT JOIN listed ON listed.person_id = wanted.person_id
		LEFT JOIN newsletter_subscriber s ON ${mine('s')} AND s.newsletter_id = ${newsletterId}::uuid
			AND s.contact_id = wanted.id
		ORDER BY wanted.id`;
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1);
