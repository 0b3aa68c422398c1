import { Temporal } from 'temporal-polyfill';
import type { DayOfMonth, Recurrence } from './recurrence.ts';

type PlainDate = Temporal.PlainDate;

/**
 * The local dates of a recurrence from `earliest` on, in their order, without end (*once*: one at most). Each is counted from
 * the anchor, `anchor + n * every`, never from the one before: a rule on the 31st comes back to it after February (5.7-10).
 */
export function* datesFrom(recurrence: Recurrence, earliest: PlainDate): Generator<PlainDate> {
	const from = Temporal.PlainDate.from(recurrence.from);
	const isWanted = (date: PlainDate) =>
		Temporal.PlainDate.compare(date, from) >= 0 && Temporal.PlainDate.compare(date, earliest) >= 0;
	for (const dates of periodsFrom(recurrence, from, earliest)) yield* dates.filter(isWanted);
}

/** The dates of each period of the recurrence (a day, a week, a month), from the one that may hold `earliest`. */
function* periodsFrom(
	recurrence: Recurrence,
	from: PlainDate,
	earliest: PlainDate,
): Generator<readonly PlainDate[]> {
	if (recurrence.kind === 'once') return yield [from];
	const { every } = recurrence;
	const anchor = anchorOf(recurrence, from);
	const unit = recurrence.kind;
	const ahead = anchor.until(earliest, { largestUnit: unit })[unit];
	for (let turn = Math.max(0, Math.floor(ahead / every)); ; turn++) {
		yield datesIn(recurrence, anchor.add({ [unit]: turn * every }));
	}
}

/** First day of the period that the anchor lies in: itself, its Monday or the first of its month. */
function anchorOf({ kind }: Recurrence, from: PlainDate): PlainDate {
	if (kind === 'weeks') return from.subtract({ days: from.dayOfWeek - 1 });
	return kind === 'months' ? from.with({ day: 1 }) : from;
}

function datesIn(recurrence: Recurrence, begins: PlainDate): readonly PlainDate[] {
	if (recurrence.kind === 'weeks') return recurrence.weekdays.map((day) => begins.add({ days: day - 1 }));
	return recurrence.kind === 'months' ? [dateIn(begins, recurrence.on)] : [begins];
}

function dateIn(month: PlainDate, on: DayOfMonth): PlainDate {
	if (on.kind === 'day') return month.with({ day: Math.min(on.day, month.daysInMonth) });
	const last = month.with({ day: month.daysInMonth });
	if (on.kind === 'last-day') return last;
	if (on.week === 'last') return last.subtract({ days: daysFrom(on.weekday, last.dayOfWeek) });
	return month.add({ days: daysFrom(month.dayOfWeek, on.weekday) + (on.week - 1) * 7 });
}

/** Days from a weekday to the next that is `to`, 0 where it is the same. */
function daysFrom(weekday: number, to: number): number {
	return (to - weekday + 7) % 7;
}
