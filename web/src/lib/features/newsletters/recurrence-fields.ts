import type { DayOfMonth, Recurrence } from '#domain/pace/recurrence/recurrence.ts';

/** Longest interval of each unit, as domain/pace/recurrence has it: its schema stays out of the page. */
export const LONGEST = { days: 365, weeks: 52, months: 24 } as const;

/** The recurrence as one of another kind, on the same day and at the same hour. */
export function changeKind({ from, time }: Recurrence, kind: Recurrence['kind']): Recurrence {
	const base = { from, time };
	if (kind === 'once') return { kind, ...base };
	if (kind === 'days') return { kind, every: 1, ...base };
	if (kind === 'weeks') return { kind, every: 1, weekdays: [weekdayOf(from)], ...base };
	return { kind, every: 1, on: changeOn('weekday', from), ...base };
}

/** The rule of a month that names the day it begins with. */
export function changeOn(kind: DayOfMonth['kind'], from: string): DayOfMonth {
	const day = Number(from.slice(8));
	if (kind === 'day') return { kind, day };
	if (kind === 'last-day') return { kind };
	const week = Math.ceil(day / 7);
	return { kind, week: week > 4 ? 'last' : (week as 1 | 2 | 3 | 4), weekday: weekdayOf(from) };
}

/** ISO weekday of an ISO day. */
function weekdayOf(day: string): number {
	return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
