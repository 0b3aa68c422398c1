import { calendarDate, dayHour, type Reader } from './format.ts';
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

/** A recurrence as domain/pace/recurrence holds it. */
export type RecurrenceFacts =
	| { kind: 'once'; from: string; time: string }
	| { kind: 'days'; every: number; from: string; time: string }
	| { kind: 'weeks'; every: number; weekdays: readonly number[]; from: string; time: string }
	| { kind: 'months'; every: number; on: DayOfMonthFacts; from: string; time: string };

type DayOfMonthFacts =
	| { kind: 'day'; day: number }
	| { kind: 'last-day' }
	| { kind: 'weekday'; week: 1 | 2 | 3 | 4 | 'last'; weekday: number };

/** The shortest February: later days of the month fall on its last. */
const SHORTEST_MONTH = 28;

/** « le premier mardi de chaque mois à 9 h 30 »: a recurrence within a sentence. */
export function recurrenceSentence(recurrence: RecurrenceFacts, reader: Reader): string {
	const { language } = reader;
	const locale = { locale: language };
	const [hours = 0, minutes = 0] = recurrence.time.split(':').map(Number);
	const time = dayHour(hours * 60 + minutes, language);
	if (recurrence.kind === 'once')
		return m.recurrence_once({ day: calendarDate(recurrence.from, reader, 'long'), time }, locale);
	const count = recurrence.every;
	if (recurrence.kind === 'days') return m.recurrence_days({ count, time }, locale);
	if (recurrence.kind === 'weeks')
		return m.recurrence_weeks({ count, days: daysOfWeek(recurrence.weekdays, language), time }, locale);
	return m.recurrence_months({ count, date: dateOfMonth(recurrence.on, language), time }, locale);
}

/** « premier », « dernier »: which weekday of the month. */
export function nthWord(week: 1 | 2 | 3 | 4 | 'last', language: Language): string {
	const word = {
		1: m.recurrence_nth_first,
		2: m.recurrence_nth_second,
		3: m.recurrence_nth_third,
		4: m.recurrence_nth_fourth,
		last: m.recurrence_nth_last,
	}[week];
	return word({}, { locale: language });
}

/** « mardi » from an ISO weekday, 1 is Monday. */
export function weekdayName(weekday: number, language: Language): string {
	const words = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
	return words.format(Date.UTC(2024, 0, weekday));
}

function daysOfWeek(weekdays: readonly number[], language: Language): string {
	const locale = { locale: language };
	if (weekdays.length === 7) return m.recurrence_all_days({}, locale);
	const said = weekdays.map((day, index) =>
		// English says *on* once, French *le* before each.
		language === 'fr' || index === 0
			? m.recurrence_weekday({ day: weekdayName(day, language) }, locale)
			: weekdayName(day, language),
	);
	return new Intl.ListFormat(language).format(said);
}

function dateOfMonth(on: DayOfMonthFacts, language: Language): string {
	const locale = { locale: language };
	if (on.kind === 'last-day') return m.recurrence_last_day({}, locale);
	if (on.kind === 'weekday') {
		const words = { nth: nthWord(on.week, language), weekday: weekdayName(on.weekday, language) };
		return m.recurrence_nth(words, locale);
	}
	const day = language === 'fr' && on.day === 1 ? '1er' : String(on.day);
	return on.day > SHORTEST_MONTH
		? m.recurrence_day_or_last({ day }, locale)
		: m.recurrence_day({ day }, locale);
}
