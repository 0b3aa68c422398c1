import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { hourOf, hoursOfActs, type HourRow } from './issue-hours.ts';
import { linkOf, linksOfIssue, type IssueLinkClicks, type LinkRow } from './issue-links.ts';
import { numbersOf, numbersOfActs, type IssueNumbers, type NumbersRow } from './issue-numbers.ts';
import { LETTERS } from '../place-outcomes.ts';
import { actsOfIssues } from './place-facts.ts';
import { timeLanes, type TimeLanes } from './time-lanes.ts';

/** What became of an issue. */
export interface IssueResults {
	readonly id: string;
	readonly newsletter: { readonly id: string; readonly title: string };
	/** Its nominal local date. */
	readonly date: Date;
	readonly subject: string;
	readonly state: string;
	readonly timeZone: string;
	/** What counts as a success. */
	readonly replySucceeds: boolean;
	readonly clickSucceeds: boolean;
	/** Until when it is observed, and when that ended; null while it leaves. */
	readonly observedUntil: Date | null;
	readonly endedAt: Date | null;
	/** Null: it has no recipients yet, or nobody was in the list. */
	readonly numbers: IssueNumbers | null;
	readonly links: readonly IssueLinkClicks[];
	/** Null: nothing left yet. */
	readonly time: TimeLanes | null;
}

/**
 * Reads the results of an issue: numbers, links and time of one instant, so that they agree with each other while hits come.
 *
 * @throws {Refusal} missing.
 */
export async function readIssueResults(tx: Transaction, issueId: string): Promise<IssueResults> {
	const issue = await tx.db.newsletterIssue.findFirst({
		where: { id: issueId },
		include: { newsletter: { select: { id: true, title: true, timeZone: true, subject: true } } },
	});
	if (!issue) throw new Refusal('not-found', 'missing');
	const { timeZone } = issue.newsletter;
	const [read] = await tx.sql<Figures>`
		/* newsletter: results of an issue */
		${actsOfIssues(tx, [issueId])}, ${numbersOfActs(tx)}
		SELECT (SELECT to_json(one) FROM numbers one WHERE one.recipients > 0) AS numbers,
			(SELECT coalesce(json_agg(one), '[]') FROM (${linksOfIssue(tx, issueId)}) one) AS links,
			(SELECT coalesce(json_agg(one), '[]') FROM (${hoursOfActs(timeZone)}) one) AS hours,
			${firstHandedAt(tx, issueId)} AS "firstAt"`;
	const { numbers, links, hours, firstAt } = read!;
	const { observedUntil, endedAt } = issue;
	const until = new Date(Math.min(tx.at.getTime(), (observedUntil ?? tx.at).getTime()));
	return {
		...{ id: issue.id, newsletter: { id: issue.newsletter.id, title: issue.newsletter.title } },
		...{ date: issue.date, subject: issue.subject ?? issue.newsletter.subject, state: issue.state, timeZone },
		...{ replySucceeds: issue.replySucceeds, clickSucceeds: issue.clickSucceeds, observedUntil, endedAt },
		numbers: numbers && numbersOf(numbers),
		links: links.map(linkOf),
		time: firstAt && timeLanes(hours.map(hourOf), { from: firstAt, until, zone: timeZone }),
	};
}

interface Figures {
	readonly numbers: NumbersRow | null;
	readonly links: readonly LinkRow[];
	readonly hours: readonly HourRow[];
	readonly firstAt: Date | null;
}

/** When the first of its mails was handed over whose fate is known or in doubt. */
function firstHandedAt(tx: Transaction, issueId: string): Prisma.Sql {
	return Prisma.sql`least(
		(SELECT min(w.armed_at) FROM issue_part part
			JOIN issue_window w ON (w.subscription_id, w.part_id) = (part.subscription_id, part.id)
			WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.issue_id = ${issueId}::uuid
				AND translate(w.outcomes, ${LETTERS.armed + LETTERS.waitsAgain + LETTERS.elsewhere}, '') <> ''),
		(SELECT min(coalesce(send.sent_at, send.armed_at)) FROM send
			WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND send.issue_id = ${issueId}::uuid
				AND send.state IN ('accepted', 'rejected', 'uncertain')))`;
}
