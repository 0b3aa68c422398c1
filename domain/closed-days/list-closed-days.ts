import { dayOf } from '#domain/pace/calendar.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A day on which no step leaves (5.2-4). */
export interface ClosedDayLine {
	/** ISO day, `2026-12-25`. */
	day: string;
	name: string;
}

/** The closed days that are still to come, today included, by date. They are few: no pages. */
export async function listClosedDays(tx: Transaction): Promise<ClosedDayLine[]> {
	const { timeZone } = await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } });
	const rows = await tx.db.closedDay.findMany({
		where: { day: { gte: new Date(dayOf(tx.at, timeZone)) } },
		orderBy: { day: 'asc' },
		select: { day: true, name: true },
	});
	return rows.map(({ day, name }) => ({ day: day.toISOString().slice(0, 10), name }));
}
