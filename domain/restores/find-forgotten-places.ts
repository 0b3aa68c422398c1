import { sendIdOfPlace } from '#domain/newsletters/issues/errands/send-id-of-place.ts';
import type { KnownPlace } from '#mail/inbound/match.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * Which places of issues that are not over have these ids, among those that leave one by one and have no mail by the rows: the ids
 * are computed, never looked up. Whoever sends a part may be another by now.
 */
export async function findForgottenPlaces(
	tx: Transaction,
	sendIds: readonly string[],
): Promise<Map<string, KnownPlace>> {
	if (sendIds.length === 0) return new Map();
	const wanted = new Set(sendIds);
	const places = await tx.sql<KnownPlace>`
		SELECT asked.issue_id::text AS "issueId", asked.place FROM newsletter_issue issue
		JOIN issue_part part ON (part.subscription_id, part.issue_id) = (issue.subscription_id, issue.id) AND part.mode = 'errands'
		JOIN issue_place asked ON (asked.subscription_id, asked.issue_id) = (issue.subscription_id, issue.id)
			AND asked.place BETWEEN part.first_place AND part.last_place
		WHERE issue.subscription_id = ${tx.subscriptionId}::uuid AND issue.ended_at IS NULL AND NOT EXISTS (
			SELECT FROM send WHERE (send.subscription_id, send.issue_id, send.place)
				= (asked.subscription_id, asked.issue_id, asked.place))`;
	return new Map(
		places.flatMap((place): [string, KnownPlace][] => {
			const sendId = sendIdOfPlace(place.issueId, place.place);
			return wanted.has(sendId) ? [[sendId, place]] : [];
		}),
	);
}
