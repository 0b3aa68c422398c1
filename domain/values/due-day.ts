import { DateTime } from 'luxon';

/** A calendar day as rows and events write it: `2026-03-29`. */
export type Day = string;

/** The day so many days after another one. */
export function daysAfter(day: Day, days: number): Day {
	return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;
}

/** True for a day that exists, written as we write it. */
export function isDay(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid;
}

/** A day as a `date` column takes it. */
export function dayToColumn(day: Day): Date {
	return new Date(`${day}T00:00:00Z`);
}

/** A `date` column as a day. */
export function dayOfColumn(column: Date): Day {
	return column.toISOString().slice(0, 10);
}
