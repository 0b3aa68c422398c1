import { dayOfColumn } from '#domain/values/due-day.ts';
import type { Transaction } from '#platform/database/database.ts';

/** An occurrence of a newsletter whose date has come: its issue, or why none left (D-41). */
export interface PastIssue {
	/** The nominal local date, ISO. */
	readonly date: string;
	/** Null: it was missed. */
	readonly issue: { readonly id: string; readonly state: string; readonly recipients: number } | null;
	/** `asleep` or `still-leaving`; null: its issue came about. */
	readonly missed: string | null;
}

/** The last occurrences of a newsletter, newest first; the pages of results show all that left. */
export async function readPastIssues(tx: Transaction, newsletterId: string): Promise<PastIssue[]> {
	const last = { where: { newsletterId }, orderBy: { date: 'desc' }, take: SHOWN } as const;
	const issues = await tx.db.newsletterIssue.findMany({
		...last,
		select: { id: true, date: true, state: true, recipients: true },
	});
	const missed = await tx.db.missedIssue.findMany({ ...last, select: { date: true, cause: true } });
	const lines: PastIssue[] = [
		...issues.map(({ date, ...issue }) => ({ date: dayOfColumn(date), issue, missed: null })),
		...missed.map(({ date, cause }) => ({ date: dayOfColumn(date), issue: null, missed: cause })),
	];
	return lines.sort((one, other) => other.date.localeCompare(one.date)).slice(0, SHOWN);
}

const SHOWN = 12;
