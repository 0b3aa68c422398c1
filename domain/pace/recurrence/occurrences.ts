import { Temporal } from 'temporal-polyfill';
import { Refusal } from '#platform/refusal.ts';
import { datesFrom } from './occurrence-dates.ts';
import type { Recurrence } from './recurrence.ts';

/** One time that a recurrence comes. */
export interface Occurrence {
	/** Its identity: the nominal local date, `2026-12-01`. A closed day or a change of the clock moves the instant only. */
	readonly date: string;
	readonly at: Date;
}

/**
 * The occurrences whose instant lies after `after`, in their order, without end (*once*: one at most). A local time that the
 * clock skips comes an hour later by the clock, one that it repeats comes the first time (`disambiguation: 'compatible'`).
 */
export function* occurrencesAfter(
	recurrence: Recurrence,
	zone: string,
	after: Date,
): Generator<Occurrence, void> {
	const instant = Temporal.Instant.fromEpochMilliseconds(after.getTime());
	// A day before: where a zone skipped one, its occurrence stands on the day behind.
	const earliest = instant.toZonedDateTimeISO(zone).toPlainDate().subtract({ days: 1 });
	for (const date of datesFrom(recurrence, earliest)) {
		const at = new Date(instantOf(date, recurrence.time, zone));
		if (at > after) yield { date: date.toString(), at };
	}
}

/** The first `count` occurrences after an instant; fewer only of *once*. */
export function nextOccurrences(
	recurrence: Recurrence,
	zone: string,
	after: Date,
	count: number,
): Occurrence[] {
	const next: Occurrence[] = [];
	if (count <= 0) return next;
	for (const occurrence of occurrencesAfter(recurrence, zone, after)) {
		next.push(occurrence);
		if (next.length >= count) break;
	}
	return next;
}

/** The occurrence of one nominal date, whether the recurrence names that date or not. */
export function occurrenceOn(recurrence: Recurrence, zone: string, date: string): Occurrence {
	return { date, at: new Date(instantOf(Temporal.PlainDate.from(date), recurrence.time, zone)) };
}

/** @throws {Refusal} recurrence-past: nothing of it comes after `at` any more. */
export function refusePastRecurrence(recurrence: Recurrence, zone: string, at: Date): void {
	if (nextOccurrences(recurrence, zone, at, 1).length === 0) throw new Refusal('invalid', 'recurrence-past');
}

function instantOf(date: Temporal.PlainDate, time: string, zone: string): number {
	const local = date.toPlainDateTime(Temporal.PlainTime.from(time));
	return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}
