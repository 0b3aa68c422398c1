import { LETTERS } from './place-outcomes.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * What became of the recipients of an issue, read at one instant. `recipients` is always the sum of `accepted`, `rejected`,
 * `uncertain`, `leftOut` and `waiting`; what a later bounce or complaint says stands beside it.
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
	/** Of those left out, whom *Arrêter définitivement* kept from it. */
	readonly stopped: number;
}

/** How often a letter stands in the outcomes of a window. */
const count = (letter: string) =>
	Prisma.sql`coalesce(sum(length(w.outcomes) - length(replace(w.outcomes, ${letter}, ''))), 0)`;

/**
 * A row for each part of these issues: `issue_id`, `part_id` and the columns of `IssueCounts`. Windows count by their letters,
 * errands by their sends, and no place is read but those that the snapshot left out. Whoever waits when the issue is stopped is
 * left out by that same commit, unless her mail is armed: its answer is still awaited.
 *
 * @param issueIds an array of uuid.
 */
export function countsOfParts(tx: Transaction, issueIds: Prisma.Sql): Prisma.Sql {
	const { accepted, rejected, uncertain, leftOut, armed } = LETTERS;
	return Prisma.sql`
		SELECT told.issue_id, told.part_id, told.recipients, told.accepted, told.rejected, told.uncertain,
			told.left_out + stop.kept AS "leftOut", told.recipients - told.settled - stop.kept AS waiting,
			told.under_way AS "underWay", stop.kept AS stopped
		FROM (
			SELECT part.issue_id, part.id AS part_id, issue.state, part.last_place - part.first_place + 1 AS recipients,
				(windows.accepted + errands.accepted)::int AS accepted, (windows.rejected + errands.rejected)::int AS rejected,
				(windows.uncertain + errands.uncertain)::int AS uncertain, (windows.left_out + before.left_out)::int AS left_out,
				(windows.armed + errands.armed)::int AS under_way,
				(windows.accepted + errands.accepted + windows.rejected + errands.rejected + windows.uncertain + errands.uncertain
					+ windows.left_out + before.left_out)::int AS settled
			FROM issue_part part
			JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (part.subscription_id, part.issue_id)
			CROSS JOIN LATERAL (
				SELECT ${count(accepted)} AS accepted, ${count(rejected)} AS rejected, ${count(uncertain)} AS uncertain,
					${count(leftOut)} AS left_out, ${count(armed)} AS armed
				FROM issue_window w WHERE w.subscription_id = part.subscription_id AND w.part_id = part.id) windows
			CROSS JOIN LATERAL (
				SELECT count(*) FILTER (WHERE send.state = 'accepted') AS accepted,
					count(*) FILTER (WHERE send.state = 'rejected') AS rejected,
					count(*) FILTER (WHERE send.state = 'uncertain') AS uncertain,
					count(*) FILTER (WHERE send.state = 'armed') AS armed
				FROM send WHERE part.mode = 'errands' AND send.subscription_id = part.subscription_id
					AND send.issue_id = part.issue_id AND send.place BETWEEN part.first_place AND part.last_place) errands
			CROSS JOIN LATERAL (
				SELECT count(*) AS left_out FROM issue_place place
				WHERE place.subscription_id = part.subscription_id AND place.issue_id = part.issue_id
					AND place.place BETWEEN part.first_place AND part.last_place AND place.left_out IS NOT NULL) before
			WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ANY(${issueIds})
		) told
		CROSS JOIN LATERAL (
			SELECT CASE WHEN told.state = 'stopped' THEN told.recipients - told.settled - told.under_way ELSE 0 END AS kept) stop`;
}

/**
 * Counts an issue in one statement.
 *
 * @returns undefined where this subscription has no such issue.
 */
export async function issueCounts(tx: Transaction, issueId: string): Promise<IssueCounts | undefined> {
	const names = [
		'recipients',
		'accepted',
		'rejected',
		'uncertain',
		'leftOut',
		'waiting',
		'underWay',
		'stopped',
	];
	const sums = names.map((name) => Prisma.raw(`coalesce(sum("${name}"), 0)::int AS "${name}"`));
	const [row] = await tx.sql<IssueCounts>`
		/* newsletter: counts of an issue */
		SELECT counts.* FROM newsletter_issue issue
		CROSS JOIN LATERAL (SELECT ${Prisma.join(sums)} FROM (${countsOfParts(tx, Prisma.sql`ARRAY[${issueId}::uuid]`)}) part) counts
		WHERE issue.subscription_id = ${tx.subscriptionId}::uuid AND issue.id = ${issueId}::uuid`;
	return row;
}
