import { LETTERS } from './place-outcomes.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A mail of an issue that is armed: it may leave, or has left, whatever is recorded now. */
export interface PlaceUnderWay {
	readonly issueId: string;
	readonly newsletterId: string;
	readonly place: number;
}

/**
 * The mails of issues that are armed to these addresses. Whoever holds the addresses (`lockAddresses`, alone) learns the truth:
 * what is not answered here does not leave.
 *
 * @param hashes those of `suppressionHash`.
 */
export async function placesUnderWay(
	tx: Transaction,
	hashes: readonly Uint8Array[],
): Promise<PlaceUnderWay[]> {
	if (hashes.length === 0) return [];
	return tx.sql<PlaceUnderWay>`
		SELECT issue.id::text AS "issueId", issue.newsletter_id::text AS "newsletterId", asked.place
		FROM issue_place asked
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (asked.subscription_id, asked.issue_id)
		JOIN issue_part part ON part.subscription_id = asked.subscription_id AND part.issue_id = asked.issue_id
			AND asked.place BETWEEN part.first_place AND part.last_place
		WHERE asked.subscription_id = ${tx.subscriptionId}::uuid AND asked.address_hash = ANY(${[...hashes]}::bytea[])
			AND issue.state IN ('leaving', 'paused', 'stopped')
			AND (EXISTS (SELECT FROM issue_window held WHERE held.subscription_id = part.subscription_id
					AND held.part_id = part.id AND held.settled_at IS NULL
					AND asked.place BETWEEN held.first_place AND held.last_place
					AND substr(held.outcomes, asked.place - held.first_place + 1, 1) = ${LETTERS.armed})
				OR EXISTS (SELECT FROM send WHERE send.subscription_id = asked.subscription_id
					AND send.issue_id = asked.issue_id AND send.place = asked.place AND send.state = 'armed'))
		ORDER BY issue.id, asked.place`;
}
