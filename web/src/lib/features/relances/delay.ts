import { calendarDay, daysBetween, type Reader } from '#texts/format.ts';

/** Days from today to a calendar date; negative once it has passed. */
export function daysUntil(dueOn: Date, reader: Reader): number {
	return daysBetween(calendarDay(reader.now, reader.timeZone), dueOn.toISOString().slice(0, 10));
}

/** Colour of a relance as its date recedes: today, days, a week and more. */
export function delayColour(days: number): string {
	if (days > 0) return 'text-ink-2';
	if (days === 0) return 'text-late-0';
	return days > -7 ? 'text-late-1' : 'text-late-2';
}
