import { Temporal } from 'temporal-polyfill';
import { occurrenceOn, type Occurrence } from './occurrences.ts';
import type { Recurrence } from './recurrence.ts';

/** What a closed day does to an occurrence: it comes all the same, or on the next working day (5.7-13). */
export const CLOSED_DAY_RULES = ['leave', 'next-working-day'] as const;
export type ClosedDayRule = (typeof CLOSED_DAY_RULES)[number];

/** An occurrence with what a closed day does to it. */
export interface PlannedOccurrence extends Occurrence {
	/** Name of the closed day that its date is; null where it is none. */
	readonly closedDay: string | null;
}

/**
 * The occurrence as it comes: on a closed day, with `next-working-day`, at the same local time of the next day from Monday to
 * Friday that is not closed. Its date, which it is known by, stays.
 *
 * @param closedDays names by ISO day.
 */
export function planAroundClosedDays(
	occurrence: Occurrence,
	{ recurrence, zone, rule }: { recurrence: Recurrence; zone: string; rule: ClosedDayRule },
	closedDays: ReadonlyMap<string, string>,
): PlannedOccurrence {
	const closedDay = closedDays.get(occurrence.date) ?? null;
	if (closedDay === null || rule === 'leave') return { ...occurrence, closedDay };
	let day = Temporal.PlainDate.from(occurrence.date);
	do day = day.add({ days: 1 });
	while (day.dayOfWeek > 5 || closedDays.has(day.toString()));
	return { date: occurrence.date, at: occurrenceOn(recurrence, zone, day.toString()).at, closedDay };
}
