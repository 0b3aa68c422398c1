import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { numbersOf, numbersOfActs, type IssueNumbers, type NumbersRow } from './issue-numbers.ts';
import { actsOfIssues } from './place-facts.ts';

/** How many issues stand side by side. */
const COMPARED = 12;

/** An issue among its newsletter's others. */
export interface ComparedIssue {
	readonly id: string;
	readonly date: Date;
	readonly subject: string;
	readonly state: string;
	/** Null: nobody was in the list. */
	readonly numbers: IssueNumbers | null;
}

/** The last issues of a newsletter, the newest first. */
export interface ComparedIssues {
	readonly newsletter: { readonly id: string; readonly title: string };
	readonly issues: readonly ComparedIssue[];
}

/**
 * The newsletter's last issues that have recipients, side by side.
 *
 * @throws {Refusal} missing.
 */
export async function compareIssues(tx: Transaction, newsletterId: string): Promise<ComparedIssues> {
	const newsletter = await tx.db.newsletter.findFirst({
		where: { id: newsletterId, deletedAt: null },
		select: { id: true, title: true },
	});
	if (!newsletter) throw new Refusal('not-found', 'missing');
	const issues = await tx.db.newsletterIssue.findMany({
		where: { newsletterId, snapshotAt: { not: null } },
		orderBy: { date: 'desc' },
		take: COMPARED,
		select: { id: true, date: true, subject: true, state: true },
	});
	const ids = issues.map(({ id }) => id);
	const rows = await tx.sql<NumbersRow>`
		/* newsletter: numbers of its last issues */
		${actsOfIssues(tx, ids)}, ${numbersOfActs(tx)}
		SELECT * FROM numbers WHERE recipients > 0`;
	const numbers = new Map(rows.map((row) => [row.issueId, numbersOf(row)]));
	return {
		newsletter,
		issues: issues.map(({ subject, ...issue }) => ({
			...issue,
			subject: subject ?? '',
			numbers: numbers.get(issue.id) ?? null,
		})),
	};
}
