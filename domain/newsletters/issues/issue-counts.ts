import { LETTERS } from './place-outcomes.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * What became of the recipients of an issue, read at one instant. `recipients` is always the sum of the other five; what a later
 * bounce or complaint says stands beside it.
 */
export interface IssueCounts {
	readonly recipients: number;
	readonly accepted: number;
	readonly rejected: number;
	readonly uncertain: number;
	readonly leftOut: number;
	readonly waiting: number;
	/** Of those that wait, how many may be leaving at this moment. */
	readonly underWay: number;
}

/** How often a letter stands in the outcomes of a window. */
const count = (letter: string) =>
	Prisma.sql`coalesce(sum(length(w.outcomes) - length(replace(w.outcomes, ${letter}, ''))), 0)`;

/**
 * Counts an issue, or one part of it, in one statement.
 *
 * @returns undefined where this subscription has no such issue.
 */
export async function issueCounts(
	tx: Transaction,
	issueId: string,
	partId: string | null = null,
): Promise<IssueCounts | undefined> {
	const { accepted, rejected, uncertain, leftOut, armed } = LETTERS;
	const ofPart = Prisma.sql`(${partId}::uuid IS NULL OR part.id = ${partId}::uuid)`;
	const [row] = await tx.sql<Omit<IssueCounts, 'waiting'>>`
		/* newsletter: counts of an issue */
		SELECT (CASE WHEN ${partId}::uuid IS NULL THEN issue.recipients ELSE (SELECT last_place - first_place + 1 FROM issue_part
				WHERE subscription_id = issue.subscription_id AND id = ${partId}::uuid) END)::int AS recipients,
			(windows.accepted + errands.accepted)::int AS accepted, (windows.rejected + errands.rejected)::int AS rejected,
			(windows.uncertain + errands.uncertain)::int AS uncertain, (windows.left_out + before.left_out)::int AS "leftOut",
			(windows.armed + errands.armed)::int AS "underWay"
		FROM newsletter_issue issue
		CROSS JOIN LATERAL (
			SELECT ${count(accepted)} AS accepted, ${count(rejected)} AS rejected, ${count(uncertain)} AS uncertain,
				${count(leftOut)} AS left_out, ${count(armed)} AS armed
			FROM issue_part part JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
			WHERE part.subscription_id = issue.subscription_id AND part.issue_id = issue.id AND ${ofPart}) windows
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE send.state = 'accepted') AS accepted,
				count(*) FILTER (WHERE send.state = 'rejected') AS rejected,
				count(*) FILTER (WHERE send.state = 'uncertain') AS uncertain,
				count(*) FILTER (WHERE send.state = 'armed') AS armed
			FROM send JOIN issue_part part ON part.subscription_id = send.subscription_id AND part.issue_id = send.issue_id
				AND send.place BETWEEN part.first_place AND part.last_place
			WHERE send.subscription_id = issue.subscription_id AND send.issue_id = issue.id AND part.mode = 'errands'
				AND ${ofPart}) errands
		CROSS JOIN LATERAL (
			SELECT count(*) AS left_out FROM issue_place place
			WHERE place.subscription_id = issue.subscription_id AND place.issue_id = issue.id AND place.left_out IS NOT NULL
				AND (${partId}::uuid IS NULL OR EXISTS (SELECT FROM issue_part part
					WHERE part.subscription_id = place.subscription_id AND part.id = ${partId}::uuid
						AND place.place BETWEEN part.first_place AND part.last_place))) before
		WHERE issue.subscription_id = ${tx.subscriptionId}::uuid AND issue.id = ${issueId}::uuid`;
	if (!row) return undefined;
	const settled = row.accepted + row.rejected + row.uncertain + row.leftOut;
	return { ...row, waiting: row.recipients - settled };
}
