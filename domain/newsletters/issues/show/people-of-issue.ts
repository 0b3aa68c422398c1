import type { Transaction } from '#platform/database/database.ts';
import { handedOfAsked } from '../handed-of-asked.ts';
import { LETTERS } from '../place-outcomes.ts';

/** People of a list that are shown at once. */
export const PEOPLE_AT_MOST = 100;

/** A recipient of whom nobody knows whether the mail left. */
export interface UncertainPerson {
	readonly place: number;
	/** Null: the contact was erased. */
	readonly contactId: string | null;
	readonly name: string;
	/** When the mail was armed. */
	readonly at: Date;
}

/** The recipients whose fate is unknown, in the order of their places, `PEOPLE_AT_MOST` of them. */
export function uncertainOf(tx: Transaction, issueId: string): Promise<UncertainPerson[]> {
	return tx.sql<UncertainPerson>`
		/* newsletter: recipients whose fate is unknown */
		WITH doubted AS (
			SELECT w.first_place + letter.at::int - 1 AS place, w.armed_at AS at
			FROM issue_part part JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
			CROSS JOIN LATERAL string_to_table(w.outcomes, NULL) WITH ORDINALITY letter(letter, at)
			WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
				AND position(${LETTERS.uncertain} IN w.outcomes) > 0 AND letter.letter = ${LETTERS.uncertain}
			UNION ALL
			SELECT place, coalesce(send.armed_at, send.created_at) FROM send
			WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND send.issue_id = ${issueId}::uuid
				AND send.state = 'uncertain')
		SELECT doubted.place, doubted.at, contact.id::text AS "contactId",
			coalesce(concat_ws(' ', contact.first_name, contact.last_name), '') AS name
		FROM doubted
		JOIN issue_place place ON place.subscription_id = ${tx.subscriptionId}::uuid AND place.issue_id = ${issueId}::uuid
			AND place.place = doubted.place
		LEFT JOIN contact ON (contact.subscription_id, contact.id) = (place.subscription_id, place.contact_id)
		ORDER BY doubted.place LIMIT ${PEOPLE_AT_MOST}`;
}

/**
 * How many recipients got nothing, by the code of why (`LEFT_OUT`), the commonest first.
 *
 * @param stopped whom a stop kept from it, as the counts say.
 */
export function leftOutOf(
	tx: Transaction,
	issueId: string,
	stopped: number,
): Promise<{ readonly reason: string; readonly people: number }[]> {
	return tx.sql<{ reason: string; people: number }>`
		/* newsletter: who was left out of an issue */
		SELECT reason, sum(people)::int AS people FROM (
			SELECT left_out AS reason, count(*) AS people FROM issue_place
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND issue_id = ${issueId}::uuid AND left_out IS NOT NULL
			GROUP BY left_out
			UNION ALL
			SELECT w.details[letter.at::int], count(*)
			FROM issue_part part JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
			CROSS JOIN LATERAL string_to_table(w.outcomes, NULL) WITH ORDINALITY letter(letter, at)
			WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
				AND position(${LETTERS.leftOut} IN w.outcomes) > 0 AND letter.letter = ${LETTERS.leftOut}
			GROUP BY 1
			UNION ALL SELECT 'stopped', ${stopped}::int WHERE ${stopped}::int > 0) found
		GROUP BY reason ORDER BY people DESC, reason`;
}

/** Somebody who left the list after the snapshot. */
export interface UnsubscribedPerson {
	readonly contactId: string;
	readonly name: string;
	readonly at: Date;
	/** `UnsubscribeCause`. */
	readonly cause: string;
	/** When her mail of this issue was handed over before; null: nothing of it left. */
	readonly handedAt: Date | null;
	/** Her mail is armed: it leaves, or has left. */
	readonly isUnderWay: boolean;
}

/** Who unsubscribed since an issue's snapshot, the latest first, `PEOPLE_AT_MOST` of them. */
export function unsubscribedSince(
	tx: Transaction,
	{
		issueId,
		newsletterId,
		since,
	}: { readonly issueId: string; readonly newsletterId: string; readonly since: Date },
): Promise<UnsubscribedPerson[]> {
	return tx.sql<UnsubscribedPerson>`
		/* newsletter: who unsubscribed while an issue left */
		WITH gone AS (
			SELECT contact.id AS contact_id, contact.id::text AS "contactId", concat_ws(' ', contact.first_name, contact.last_name) AS name,
			subscriber.unsubscribed_at AS at, subscriber.unsubscribe_cause AS cause
		FROM newsletter_subscriber subscriber
		JOIN contact ON (contact.subscription_id, contact.id) = (subscriber.subscription_id, subscriber.contact_id)
		WHERE subscriber.subscription_id = ${tx.subscriptionId}::uuid AND subscriber.newsletter_id = ${newsletterId}::uuid
			AND subscriber.unsubscribed_at >= ${since}::timestamptz
		ORDER BY subscriber.unsubscribed_at DESC, contact.id LIMIT ${PEOPLE_AT_MOST}
		), asked AS (
			SELECT place.issue_id AS of_issue, place.place AS of_place, place.contact_id FROM gone
			JOIN issue_place place ON place.subscription_id = ${tx.subscriptionId}::uuid AND place.contact_id = gone.contact_id
				AND place.issue_id = ${issueId}::uuid
		), ${handedOfAsked(tx)}
		SELECT gone."contactId", gone.name, gone.at, gone.cause,
			CASE WHEN handed.settled IN ('accepted', 'uncertain') THEN handed.at END AS "handedAt",
			coalesce(handed.settled = 'waiting', false) AS "isUnderWay"
		FROM gone LEFT JOIN asked ON asked.contact_id = gone.contact_id
		LEFT JOIN handed ON (handed.of_issue, handed.of_place) = (asked.of_issue, asked.of_place)
		ORDER BY gone.at DESC, gone."contactId"`;
}
