import { DateTime } from 'luxon';
import type { DaysInWords, DayWords } from './day-words.ts';

/** From the first to the last day that is meant. */
export interface Days {
	readonly first: DateTime;
	readonly last: DateTime;
	/** The year stands there. */
	readonly hasYear: boolean;
}

/** Whose dates in digits these are: the day first, the month first (American), or either. */
export type DigitOrder = 'day-first' | 'month-first' | 'open';

/** A reading that is this much sooner is meant, where the other is as far away as `FAR`. */
const SOON = 30;
const FAR = 90;
const EARLY_UNTIL = 5;
const MID = 15;

/**
 * Which days the words mean: the next ones, a missing month or year taken from their neighbours; of two readings the later
 * one, since a mail that leaves during an absence is worse than one that leaves a day late
 * (docs/design/reply-detection.md#return-day).
 *
 * @param received The day on which the mail came.
 * @param from The earliest day that the last one may be.
 * @returns undefined for days that no calendar has.
 */
export function resolveDays(
	words: DaysInWords,
	received: DateTime,
	order: DigitOrder,
	from = received,
): Days | undefined {
	const orders = order === 'open' ? (['day-first', 'month-first'] as const) : [order];
	const readings = orders.flatMap((one) => {
		const days = withOrder(words, one, received);
		return days ? [{ days: days.days, fits: days.fits, span: spanOf(days, received, from) }] : [];
	});
	const fitting = readings.filter(({ fits }) => fits);
	const spans = (fitting.length > 0 ? fitting : readings).flatMap(({ span }) => (span ? [span] : []));
	const ahead = spans.filter(({ last }) => last >= from);
	const sorted = (ahead.length > 0 ? ahead : spans).toSorted((one, other) => +one.last - +other.last);
	const [sooner, later] = [sorted[0], sorted.at(-1)];
	if (!sooner || !later) return undefined;
	const tooFar =
		!later.hasYear &&
		sooner.last.diff(received, 'days').days <= SOON &&
		later.last.diff(received, 'days').days > FAR;
	return tooFar ? sooner : later;
}

type Ordered = Exclude<DayWords, { kind: 'digits' | 'week-of' }> | { kind: 'week-of'; day: DayWords };

/** The days with their months told from their numbers; `fits`: the weekdays are those of the dates. */
function withOrder(words: DaysInWords, order: 'day-first' | 'month-first', received: DateTime) {
	let fits = true;
	const days = words.days.map((said): Ordered | undefined => {
		if (said.kind !== 'digits') return said;
		const [first, second] = said.numbers;
		const dayIsFirst = second > 12 ? false : first > 12 ? true : order === 'day-first';
		const [day, month] = dayIsFirst ? [first, second] : [second, first];
		const { year, weekday } = said;
		const told = {
			kind: 'day' as const,
			day,
			month,
			...(year ? { year } : {}),
			...(weekday ? { weekday } : {}),
		};
		const date = onDay(told, received);
		if (!date || (weekday !== undefined && date.weekday !== weekday)) fits = false;
		return told;
	});
	return days.every((day) => day !== undefined) ? { ...words, days: days as Ordered[], fits } : undefined;
}

function spanOf(
	words: { days: readonly Ordered[]; isRange: boolean },
	received: DateTime,
	from: DateTime,
): Days | undefined {
	const first = words.days[0]!;
	const last = words.days.at(-1)!;
	const hasYear = words.days.some((day) => 'year' in day && day.year !== undefined);
	if (words.days.length === 1) {
		const only = resolve(last, received, from);
		return only && { ...only, hasYear };
	}
	const needsMonth = (day: Ordered) =>
		day.kind === 'weekday' || (day.kind === 'day' && day.month === undefined);
	if (needsMonth(last) && !needsMonth(first)) {
		const start = resolve(first, received, received.minus({ days: 200 }));
		if (!start) return undefined;
		const near = received.diff(start.first, 'days').days > 185 ? resolve(first, received, from) : start;
		const behind = near!.first;
		const end = resolve(last, behind, behind.plus({ days: 1 }));
		return end && { first: near!.first, last: end.last, hasYear };
	}
	const yeared = words.days.find((day) => day.kind === 'day' && day.year !== undefined);
	const since =
		first === yeared && last.kind === 'day' && last.year === undefined
			? resolve(first, received, from)?.first
			: undefined;
	const end = resolve(last, received, since && since > from ? since : from);
	if (!end) return undefined;
	const start = startBefore(first, end.last, received);
	const ends = words.days.slice(1, -1).flatMap((day) => {
		const between = needsMonth(day) ? undefined : resolve(day, received, from);
		return between ? [between.last] : [];
	});
	return { first: start ?? end.first, last: DateTime.max(end.last, ...ends)!, hasYear };
}

/** The last such day that does not come after an end. */
function startBefore(words: Ordered, end: DateTime, received: DateTime): DateTime | undefined {
	if (words.kind === 'weekday') return end.minus({ days: (end.weekday - words.weekday + 7) % 7 });
	if (words.kind !== 'day') return resolve(words, received, received)?.first;
	if (words.year !== undefined) return onDay(words, end);
	for (let back = 0; back < 13; back++) {
		const month = end.startOf('month').minus({ months: back });
		if (words.month !== undefined && words.month !== month.month) continue;
		const day = onDay({ ...words, month: month.month, year: month.year }, end);
		if (day && day <= end) return day;
	}
	return undefined;
}

function resolve(words: DayWords, received: DateTime, from: DateTime): Omit<Days, 'hasYear'> | undefined {
	switch (words.kind) {
		case 'day':
			return only(resolveDay(words, from));
		case 'digits':
			return only(resolveDay({ kind: 'day', day: words.numbers[0], month: words.numbers[1] }, from));
		case 'weekday':
			return only(resolveWeekday(words, received));
		case 'week': {
			const monday = mondayOf(words.week, words.year, from);
			return monday && { first: monday, last: monday.plus({ days: 6 }) };
		}
		case 'week-of': {
			const monday = resolve(words.day, received, from.startOf('week'))?.first.startOf('week');
			return monday && { first: monday, last: monday.plus({ days: 6 }) };
		}
		case 'part': {
			const month = monthFrom(words.month, words.year, from);
			return {
				early: days(month, 1, EARLY_UNTIL),
				mid: days(month, MID, MID),
				late: days(month, 0, 0),
				whole: days(month, 1, 0),
			}[words.part];
		}
		case 'nth':
			return resolveNth(words, monthFrom(words.month, words.year, from));
		case 'unit':
			return resolveUnit(words, received);
		case 'behind': {
			const day = resolve(words.day, received, from)?.last;
			return only(day?.plus({ [words.unit]: words.count }));
		}
		case 'ahead':
			return only(received.plus({ [words.unit]: words.count }));
	}
}

const only = (day: DateTime | undefined) => day && { first: day, last: day };
/** Days of a month by their numbers; 0 is its last. */
const days = (month: DateTime, first: number, last: number) => {
	const day = (number: number) =>
		number === 0 ? month.endOf('month').startOf('day') : month.set({ day: number });
	return { first: day(first), last: day(last) };
};

/** The day of a date; where its weekday is another one, the later of that date and the nearest such weekday. */
function onDay(
	words: { day: number; month?: number; year?: number; weekday?: number },
	near: DateTime,
): DateTime | undefined {
	const date = DateTime.fromObject(
		{ year: words.year ?? near.year, month: words.month ?? near.month, day: words.day },
		{ zone: near.zone },
	);
	return date.isValid ? date : undefined;
}

function resolveDay(words: DayWords & { kind: 'day' }, from: DateTime): DateTime | undefined {
	const start = from.startOf('day');
	if (words.month === undefined) return dayInSomeMonth(words, start);
	const date =
		onDay(words, start) ??
		(words.year === undefined ? onDay({ ...words, year: start.year + 1 }, start) : undefined);
	if (!date) return undefined;
	const next =
		words.year === undefined && date < start
			? (onDay({ ...words, year: date.year + 1 }, start) ?? date)
			: date;
	if (words.weekday === undefined || next.weekday === words.weekday) return next;
	const ahead = (words.weekday - next.weekday + 7) % 7;
	return ahead <= 3 ? next.plus({ days: ahead }) : next;
}

/** « mardi 8 », « le 2 »: the next month in which that day is such a weekday, and exists. */
function dayInSomeMonth(words: { day: number; weekday?: number }, from: DateTime): DateTime | undefined {
	const ahead = Array.from({ length: 7 }, (_, months) => from.startOf('month').plus({ months })).flatMap(
		(month) => {
			const day = onDay({ day: words.day, month: month.month, year: month.year }, month);
			return day && day >= from ? [day] : [];
		},
	);
	const justOver = onDay({ day: words.day, month: from.month, year: from.year }, from);
	if (
		justOver &&
		justOver < from &&
		justOver.weekday === words.weekday &&
		from.diff(justOver, 'days').days < 10
	)
		return justOver;
	const fitting = ahead.slice(0, 3).find(({ weekday }) => weekday === words.weekday);
	if (words.weekday === undefined || fitting) return fitting ?? ahead[0];
	return ahead[0] && resolveDay({ kind: 'day', ...words, month: ahead[0].month, year: ahead[0].year }, from);
}

function resolveWeekday(words: DayWords & { kind: 'weekday' }, received: DateTime): DateTime {
	const monday = received.startOf('week');
	if (words.weeks !== undefined) {
		const day = monday.plus({ weeks: words.weeks + words.later, days: words.weekday - 1 });
		return day < received ? day.plus({ weeks: 1 }) : day;
	}
	// A weekday said on that very weekday is the next one, the later of two readings.
	const ahead = (words.weekday - received.weekday + 7) % 7 || 7;
	return received.plus({ days: ahead, weeks: words.later });
}

function mondayOf(week: number, year: number | undefined, from: DateTime): DateTime | undefined {
	const inYear = (weekYear: number) =>
		DateTime.fromObject({ weekYear, weekNumber: week, weekday: 1 }, { zone: from.zone });
	const candidates = (year === undefined ? [from.weekYear, from.weekYear + 1] : [year]).map(inYear);
	const valid = candidates.filter(({ isValid }) => isValid);
	return valid.find((monday) => monday.plus({ days: 6 }) >= from) ?? valid.at(-1);
}

function monthFrom(month: number, year: number | undefined, from: DateTime): DateTime {
	const first = DateTime.fromObject({ year: year ?? from.year, month, day: 1 }, { zone: from.zone });
	return year === undefined && first.endOf('month') < from ? first.plus({ years: 1 }) : first;
}

function resolveNth(words: DayWords & { kind: 'nth' }, month: DateTime): Omit<Days, 'hasYear'> | undefined {
	const end = month.endOf('month').startOf('day');
	if (words.of === 'half') return words.nth === 1 ? days(month, 1, MID) : days(month, MID + 1, 0);
	const weekday = words.of === 'week' ? 1 : words.of;
	const first = month.plus({ days: (weekday - month.weekday + 7) % 7 });
	const last = end.minus({ days: (end.weekday - weekday + 7) % 7 });
	const day = words.nth === -1 ? last : first.plus({ weeks: words.nth - 1 });
	if (day > end) return undefined;
	return { first: day, last: words.of === 'week' ? day.plus({ days: 6 }) : day };
}

function resolveUnit(
	{ unit, ahead, part }: DayWords & { kind: 'unit' },
	received: DateTime,
): Omit<Days, 'hasYear'> {
	const start = received.startOf(unit).plus({ [unit]: ahead });
	const end = start.endOf(unit).startOf('day');
	if (part === 'whole') return { first: start, last: end };
	if (part === 'early') return { first: start, last: start.plus({ days: 1 }) };
	const mid = unit === 'week' ? start.plus({ days: 2 }) : start.plus({ days: MID - 1 });
	const late = unit === 'week' ? start.plus({ days: 4 }) : end;
	return part === 'mid' ? { first: mid, last: mid } : { first: late, last: late };
}
