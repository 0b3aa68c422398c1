import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { LETTERS } from '../place-outcomes.ts';

/**
 * Goes on a list with `issue` with how many places have hits, without reading hits: `hit_counts` (`of_issue`, `counted`, `verdict`,
 * `link`, `quarter`, `places`; prisma/schema/tracking.prisma says what each counts). Judged ones are counted by whoever judges
 * them; the few that nobody judged yet are nobody's and are added here, where their place does not stand there already.
 */
export function hitCounts(tx: Transaction): Prisma.Sql {
	const unjudged = (counted: Prisma.Sql, link: Prisma.Sql, isSame: Prisma.Sql) => Prisma.sql`
		SELECT of_issue, counted, 'unknown', link, 'epoch'::timestamptz, count(DISTINCT place)::int
		FROM (SELECT issue_id AS of_issue, place, ${counted} AS counted, ${link} AS link FROM fresh
		WHERE NOT EXISTS (SELECT FROM hit judged WHERE judged.subscription_id = ${tx.subscriptionId}::uuid
			AND (judged.issue_id, judged.place, judged.use, judged.verdict) = (fresh.issue_id, fresh.place, fresh.use, 'unknown')
			AND ${isSame})) one
		WHERE link IS NOT NULL GROUP BY of_issue, counted, link`;
	return Prisma.sql`
		fresh AS MATERIALIZED (
			SELECT DISTINCT issue_id, place, use, link FROM hit
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND issue_id = ANY(ARRAY(SELECT id FROM issue))
				AND place > 0 AND verdict IS NULL
		), hit_counts AS MATERIALIZED (
			SELECT issue_id AS of_issue, counted, verdict, link, quarter, sum(places)::int AS places
			FROM issue_hit_count
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND issue_id = ANY(ARRAY(SELECT id FROM issue))
			GROUP BY issue_id, counted, verdict, link, quarter
			UNION ALL
			${unjudged(Prisma.sql`fresh.use`, Prisma.sql`0`, Prisma.sql`true`)}
			UNION ALL
			${unjudged(Prisma.sql`'link'`, Prisma.sql`fresh.link`, Prisma.sql`judged.link = fresh.link`)}
		)`;
}

/**
 * Goes on a list with `issue` with `doubtful`: places a person's hit of which does not go by the counts alone, because their mail
 * was not simply taken. They are found by how mails were handed over, never by reading hits of the others.
 */
export function doubtfulPlaces(tx: Transaction): Prisma.Sql {
	const { accepted } = LETTERS;
	const part = Prisma.sql`
		issue JOIN issue_part part ON part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = issue.id`;
	return Prisma.sql`doubtful AS MATERIALIZED (
		SELECT DISTINCT of_issue, of_place FROM (
			SELECT part.issue_id AS of_issue, w.first_place + one.at::int - 1 AS of_place
			FROM ${part}
			JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
				AND translate(w.outcomes, ${accepted}, '') <> ''
			CROSS JOIN LATERAL string_to_table(w.outcomes, NULL) WITH ORDINALITY AS one (letter, at)
			WHERE one.letter <> ${accepted}
			UNION ALL
			SELECT part.issue_id, one.place FROM ${part}
			CROSS JOIN LATERAL generate_series(part.first_place, part.last_place) AS one (place)
			WHERE part.mode = 'errands'
			UNION ALL
			SELECT place.issue_id, place.place FROM issue JOIN issue_place place
				ON place.subscription_id = ${tx.subscriptionId}::uuid AND place.issue_id = issue.id
			WHERE place.left_out IS NOT NULL
			UNION ALL
			SELECT hit.issue_id, hit.place FROM ${part}
			JOIN hit ON hit.subscription_id = part.subscription_id AND hit.issue_id = part.issue_id
				AND hit.place BETWEEN part.next_place AND part.last_place
			WHERE part.mode = 'windows'
		) told
		WHERE EXISTS (SELECT FROM hit WHERE hit.subscription_id = ${tx.subscriptionId}::uuid
			AND (hit.issue_id, hit.place, hit.verdict) = (told.of_issue, told.of_place, 'person'))
	)`;
}
