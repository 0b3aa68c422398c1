import { VERDICTS } from '#domain/tracking/judge/signs.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ByVerdict } from './issue-numbers.ts';

/** A link of an issue's content, and who followed it. */
export interface IssueLinkClicks {
	readonly number: number;
	readonly url: string;
	/** False: it leaves as it is, and nobody knows who follows it. */
	readonly isTracked: boolean;
	/** Recipients by whose their clicks on it were found to be. */
	readonly clicks: ByVerdict;
}

/** As PostgreSQL answers it. */
export type LinkRow = Omit<IssueLinkClicks, 'clicks'> & ByVerdict;

/** A row for each link of an issue, in the order in which they stand in it, by a list with `hit_counts`. */
export function linksOfIssue(tx: Transaction, issueId: string): Prisma.Sql {
	const columns = VERDICTS.map(
		(verdict) => Prisma.sql`
			coalesce(sum(places) FILTER (WHERE verdict = ${verdict}), 0)::int AS ${Prisma.raw(verdict)}`,
	);
	return Prisma.sql`
		SELECT link.number, link.url, link.is_tracked AS "isTracked", ${Prisma.join(columns)}
		FROM issue_link link
		LEFT JOIN hit_counts ON hit_counts.counted = 'link' AND (hit_counts.of_issue, hit_counts.link) = (link.issue_id, link.number)
		WHERE link.subscription_id = ${tx.subscriptionId}::uuid AND link.issue_id = ${issueId}::uuid
		GROUP BY link.number, link.url, link.is_tracked ORDER BY link.number`;
}

/** Reads such a row. */
export function linkOf({ number, url, isTracked, ...clicks }: LinkRow): IssueLinkClicks {
	return { number, url, isTracked, clicks };
}
