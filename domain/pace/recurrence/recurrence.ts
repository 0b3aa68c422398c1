import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';

/** Longest interval of each unit; the shortest is one day (5.7-10). */
export const LONGEST_INTERVAL = { days: 365, weeks: 52, months: 24 } as const;

/** ISO weekday: 1 is Monday. */
const weekday = z.int().min(1).max(7);

/** Local time of day, `09:30`. */
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/u, 'time');

const dayOfMonth = z.discriminatedUnion('kind', [
	/** *Jour du mois*; 31 is the last day of a month that has none. */
	z.object({ kind: z.literal('day'), day: z.int().min(1).max(31) }),
	z.object({ kind: z.literal('last-day') }),
	z.object({
		kind: z.literal('weekday'),
		week: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('last')]),
		weekday,
	}),
]);

/**
 * When something comes again (5.7-10): on which local dates, and at what local time; the zone stands beside it. Nothing comes
 * before `from`, the anchor that every occurrence is counted from. A date holds at most one occurrence.
 */
export const recurrenceSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('once'), from: dayField, time }),
	z.object({
		kind: z.literal('days'),
		every: z.int().min(1).max(LONGEST_INTERVAL.days),
		from: dayField,
		time,
	}),
	z.object({
		kind: z.literal('weeks'),
		every: z.int().min(1).max(LONGEST_INTERVAL.weeks),
		weekdays: z
			.array(weekday)
			.min(1)
			.max(7)
			.transform((days) => [...new Set(days)].sort((one, other) => one - other)),
		from: dayField,
		time,
	}),
	z.object({
		kind: z.literal('months'),
		every: z.int().min(1).max(LONGEST_INTERVAL.months),
		on: dayOfMonth,
		from: dayField,
		time,
	}),
]);

export type Recurrence = z.output<typeof recurrenceSchema>;
export type DayOfMonth = z.output<typeof dayOfMonth>;

/** The recurrence of a row's Json column; a row that holds something else is a mistake of ours and throws. */
export function parseRecurrence(json: unknown): Recurrence {
	return recurrenceSchema.parse(json);
}
