import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { hourOf, hoursOfFacts, type HourRow } from './issue-hours.ts';
import { linkOf, linksOfIssue, type IssueLinkClicks, type LinkRow } from './issue-links.ts';
import { numbersOf, numbersOfFacts, type IssueNumbers, type NumbersRow } from './issue-numbers.ts';
import { placeFacts } from './place-facts.ts';
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
		${placeFacts(tx, [issueId])}
		SELECT (SELECT to_json(one) FROM (${numbersOfFacts(tx)}) one) AS numbers,
			(SELECT coalesce(json_agg(one), '[]') FROM (${linksOfIssue(tx, issueId)}) one) AS links,
			(SELECT coalesce(json_agg(one), '[]') FROM (${hoursOfFacts(timeZone)}) one) AS hours,
			(SELECT min(handed_at) FROM facts) AS "firstAt"`;
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
