import { poke } from '#domain/outbox/poke.ts';
import { parseRecurrence } from '#domain/pace/recurrence/recurrence.ts';
import type { ClosedDayRule } from '#domain/pace/recurrence/closed-days.ts';
import { dayOfColumn, dayToColumn } from '#domain/values/due-day.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Newsletter } from '#prisma/generated/client/client.ts';
import { plannedIssues, type Rhythm } from './planned-issues.ts';

/** When a newsletter comes, as its row keeps it. */
export function rhythmOf({
	recurrence,
	timeZone,
	closedDays,
}: Pick<Newsletter, 'recurrence' | 'timeZone' | 'closedDays'>): Rhythm {
	return { recurrence: parseRecurrence(recurrence), timeZone, closedDays: closedDays as ClosedDayRule };
}

/** Occurrences looked at for the first that is no issue yet; a recurrence that was moved back names few again. */
const LOOKED_AT = 62;

/**
 * An active newsletter waits for the first occurrence to come that is no issue yet, and its run looks anew: it starts where it
 * has none.
 */
export async function waitForNextIssue(
	tx: Transaction,
	newsletter: Pick<Newsletter, 'id' | 'recurrence' | 'timeZone' | 'closedDays'>,
): Promise<void> {
	const planned = await plannedIssues(tx, rhythmOf(newsletter), { after: tx.at, count: LOOKED_AT });
	const dates = planned.map(({ date }) => dayToColumn(date));
	const where = { newsletterId: newsletter.id, date: { in: dates } };
	const issues = await tx.db.newsletterIssue.findMany({ where, select: { date: true } });
	const made = new Set(issues.map(({ date }) => dayOfColumn(date)));
	const next = planned.find(({ date }) => !made.has(date));
	await tx.db.newsletter.updateMany({
		where: { id: newsletter.id },
		data: { nextDate: next ? dayToColumn(next.date) : null, nextAt: next?.at ?? null },
	});
	await poke(tx, 'newsletter', newsletter.id);
}
