import { Prisma } from '#prisma/generated/client/client.ts';
import { OWN_ACTS } from '#domain/newsletters/subscribers/unsubscribe-causes.ts';
import type { Transaction } from '#platform/database/database.ts';
import { handedOfAsked } from '../handed-of-asked.ts';
import { doubtfulPlaces } from './hit-counts.ts';

/**
 * A `WITH` list of what happened to recipients of these issues since their mails were handed over, by place: `received`,
 * `left_list`; and `acted`, the places of whom more is to be told than how their mail was handed over and whether a person's hit
 * stands behind it. Whatever writes these things, it is read where it stands: mails received about the place's send, events of what
 * came without a mail. A correction shows at the next reading. No place is read to which nothing happened.
 */
export function actsOfIssues(tx: Transaction, issueIds: readonly string[]): Prisma.Sql {
	const asked = Prisma.sql`${[...issueIds]}::uuid[]`;
	return Prisma.sql`
		WITH ${issues(tx, asked)}, ${received(tx, asked)}, ${unsubscribed(tx)}, ${doubtfulPlaces(tx)}, acted AS MATERIALIZED (
			SELECT of_issue, of_place FROM received
			UNION SELECT of_issue, of_place FROM left_list
			UNION SELECT of_issue, of_place FROM doubtful
		)`;
}

/**
 * Goes on such a list with `hits`: of each of `places` (`of_issue`, `of_place`) the first one by what it was and whose it was found
 * to be; one that is not judged yet is nobody’s.
 */
export function hitsOfPlaces(tx: Transaction, places: Prisma.Sql): Prisma.Sql {
	const first = (use: string, verdict: string) =>
		Prisma.sql`min(at) FILTER (WHERE use = ${use} AND coalesce(verdict, 'unknown') = ${verdict})`;
	return Prisma.sql`hits AS MATERIALIZED (
		SELECT issue_id AS hit_issue, place AS hit_place,
			${first('open', 'person')} AS open_person, ${first('open', 'probable')} AS open_probable,
			${first('open', 'unknown')} AS open_unknown, ${first('open', 'machine')} AS open_machine,
			${first('click', 'person')} AS click_person, ${first('click', 'probable')} AS click_probable,
			${first('click', 'unknown')} AS click_unknown, ${first('click', 'machine')} AS click_machine
		FROM hit
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND place > 0 AND (issue_id, place) IN (${places})
		GROUP BY issue_id, place
	)`;
}

function issues(tx: Transaction, asked: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`issue AS (
			SELECT i.id, i.newsletter_id, i.snapshot_at, i.reply_succeeds, i.click_succeeds, i.recipients, i.state,
				(SELECT min(later.snapshot_at) FROM newsletter_issue later WHERE later.subscription_id = i.subscription_id
					AND later.newsletter_id = i.newsletter_id AND later.snapshot_at > i.snapshot_at) AS next_at
			FROM newsletter_issue i
			WHERE i.subscription_id = ${tx.subscriptionId}::uuid AND i.id = ANY(${asked})
		)`;
}

/**
 * Goes on such a list with `hits` with `facts`, a row for each place of `places` (`of_issue`, `of_place`): what became of her mail
 * when it was handed over, as `issueCounts` counts it (windows by their letter, errands by their send), the first instant of each
 * thing that happened since, and her `fate`.
 *
 * Her fate: of a mail that was taken, first what speaks against us, then the strongest thing that she did. An uncertain one stays
 * uncertain though she answered, until the window itself is told.
 */
export function factsOfPlaces(tx: Transaction, places: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		asked AS MATERIALIZED (${places}), ${handedOfAsked(tx)},
		gathered AS (
			SELECT place.issue_id, place.place, place.contact_id, place.opens, place.measures_clicks,
				CASE WHEN place.left_out IS NOT NULL OR handed.settled IS NULL AND issue.state = 'stopped' THEN 'left-out'
					ELSE coalesce(handed.settled, 'waiting') END AS settled,
				coalesce(place.left_out, handed.detail, CASE WHEN issue.state = 'stopped' THEN 'stopped' END, '') AS detail,
				handed.at AS handed_at,
				hits.*, received.replied_at, received.bounced_at, received.complained_at,
				left_list.at AS unsubscribed_at, left_list.cause AS unsubscribe_cause,
				least(CASE WHEN issue.reply_succeeds THEN received.replied_at END,
					CASE WHEN issue.click_succeeds THEN hits.click_person END) AS succeeded_at
			FROM asked
			JOIN issue ON issue.id = asked.of_issue
			JOIN issue_place place ON place.subscription_id = ${tx.subscriptionId}::uuid
				AND (place.issue_id, place.place) = (asked.of_issue, asked.of_place)
			LEFT JOIN handed ON (handed.of_issue, handed.of_place) = (place.issue_id, place.place)
			LEFT JOIN hits ON (hits.hit_issue, hits.hit_place) = (place.issue_id, place.place)
			LEFT JOIN received ON (received.of_issue, received.of_place) = (place.issue_id, place.place)
			LEFT JOIN left_list ON (left_list.of_issue, left_list.of_place) = (place.issue_id, place.place)
		), facts AS MATERIALIZED (
			SELECT gathered.*, CASE
				WHEN settled = 'rejected' THEN 'refused' WHEN settled <> 'accepted' THEN settled
				WHEN complained_at IS NOT NULL THEN 'complained' WHEN bounced_at IS NOT NULL THEN 'refused'
				WHEN replied_at IS NOT NULL THEN 'replied' WHEN click_person IS NOT NULL THEN 'clicked'
				WHEN unsubscribed_at IS NOT NULL THEN 'unsubscribed' WHEN open_person IS NOT NULL THEN 'opened'
				ELSE 'none' END AS fate
			FROM gathered
		)`;
}

/** What came back to each place: by the mails that were received about its send, and by reports that came without a mail. */
function received(tx: Transaction, asked: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`received AS (
		SELECT of_issue, of_place, min(at) FILTER (WHERE what = 'reply') AS replied_at,
			min(at) FILTER (WHERE what = 'bounce') AS bounced_at, min(at) FILTER (WHERE what = 'complaint') AS complained_at,
			min(at) FILTER (WHERE what = 'objection') AS objected_at
		FROM (
			SELECT send.issue_id AS of_issue, send.place AS of_place, message.received_at AS at, CASE message.verdict
				WHEN 'bounce-hard' THEN 'bounce' WHEN 'complaint' THEN 'complaint' WHEN 'objection' THEN 'objection'
				ELSE 'reply' END AS what
			FROM send JOIN message ON (message.subscription_id, message.send_id) = (send.subscription_id, send.id)
			WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND send.issue_id = ANY(${asked}) AND message.direction = 'in'
				AND message.verdict IN ('reply', 'negative-reply', 'bounce-hard', 'complaint', 'objection')
			UNION ALL
			SELECT send.issue_id, send.place, event.at, CASE event.kind WHEN 'bounce-received' THEN 'bounce' ELSE 'complaint' END
			FROM send JOIN event ON (event.subscription_id, event.send_id) = (send.subscription_id, send.id)
			WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND send.issue_id = ANY(${asked})
				AND event.message_id IS NULL AND event.kind IN ('bounce-received', 'complaint-received')
				AND (event.kind = 'complaint-received' OR event.data @> '{"permanent": true}')
		) told GROUP BY of_issue, of_place
	)`;
}

/**
 * Who left the list by an act of her own because of this issue: its mail is named, or none is and she had it and not the next one
 * yet. What colleagues and automations did is no result of it.
 */
function unsubscribed(tx: Transaction): Prisma.Sql {
	return Prisma.sql`left_list AS (
		SELECT DISTINCT ON (of_issue, of_place) of_issue, of_place, at, cause
		FROM (
			SELECT place.issue_id AS of_issue, place.place AS of_place, event.at, event.data ->> 'cause' AS cause
			FROM issue
			JOIN event ON event.subscription_id = ${tx.subscriptionId}::uuid AND event.kind = 'newsletter-unsubscribed'
				AND event.data ->> 'newsletterId' = issue.newsletter_id::text AND event.data ->> 'cause' = ANY(${[...OWN_ACTS]})
			LEFT JOIN send ON (send.subscription_id, send.id) = (event.subscription_id, event.send_id)
			JOIN issue_place place ON place.subscription_id = event.subscription_id AND place.issue_id = issue.id
				AND place.contact_id = event.contact_id
			WHERE CASE WHEN send.issue_id IS NOT NULL THEN (send.issue_id, send.place) = (place.issue_id, place.place)
				ELSE event.at >= issue.snapshot_at AND (issue.next_at IS NULL OR event.at < issue.next_at) AND place.left_out IS NULL END
			UNION ALL
			SELECT of_issue, of_place, objected_at, 'reply' FROM received WHERE objected_at IS NOT NULL
		) told ORDER BY of_issue, of_place, at
	)`;
}
