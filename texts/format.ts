/**
 * Dates, times, amounts as the reader writes them. Everything takes the language and the reader's time zone;
 * `now` is domain time (the one clock), never read here.
 */
import { m } from './generated/messages.js';
import type { Language } from './language.ts';

/** An instant as rows and JSON carry it. */
export type Instant = Date | string;

/** How one reader wants to read: language, IANA zone, and the present instant of the one clock. */
export interface Reader {
	language: Language;
	timeZone: string;
	now: Date;
}

const NO_BREAK_SPACE = '\u00a0';
const TAGS: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = language + JSON.stringify(options);
	let made = formatters.get(key);
	if (!made) formatters.set(key, (made = new Intl.DateTimeFormat(TAGS[language], options)));
	return made;
}

/** The instant as a Date. */
export function instant(at: Instant): Date {
	return at instanceof Date ? at : new Date(at);
}

/** Calendar day of an instant in a zone, as `2026-11-24`. */
export function calendarDay(at: Instant, timeZone: string): string {
	const parts = formatter('en', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	}).formatToParts(instant(at));
	const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
	return `${part('year')}-${part('month')}-${part('day')}`;
}

/** Whole calendar days from `from` to `to` (negative when `to` is earlier), both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
	return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** « 8 h 14 », « 8:14 »: 24 hours, in the reader's zone. */
export function time(at: Instant, reader: Reader): string {
	const [hour = '', minute = ''] = formatter('en', {
		timeZone: reader.timeZone,
		hour: 'numeric',
		minute: '2-digit',
		hourCycle: 'h23',
	})
		.format(instant(at))
		.split(':');
	return reader.language === 'fr'
		? `${Number(hour)}${NO_BREAK_SPACE}h${NO_BREAK_SPACE}${minute}`
		: `${Number(hour)}:${minute}`;
}

/** « 08:14 », for tables and the timeline. */
export function clockTime(at: Instant, reader: Reader): string {
	return formatter('en', {
		timeZone: reader.timeZone,
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	}).format(instant(at));
}

/** « mardi 24 novembre », with the year when it is another one than the reader's present (docs/wording/runs.md). */
export function day(at: Instant, reader: Reader): string {
	return writeDay(at, reader, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** « mardi 24 novembre à 8 h 14 »: the form of every sentence of 6.10. */
export function dayAndTime(at: Instant, reader: Reader): string {
	return m.date_at({ day: day(at, reader), time: time(at, reader) }, { locale: reader.language });
}

/** « à 8 h 14 » today, « le mardi 24 novembre à 8 h 14 » on another day. */
export function moment(at: Instant, reader: Reader): string {
	const locale = { locale: reader.language };
	return isToday(at, reader)
		? m.moment_time({ time: time(at, reader) }, locale)
		: m.moment_day({ day: day(at, reader), time: time(at, reader) }, locale);
}

/** « 8 h 14 » today, « le mardi 24 novembre à 8 h 14 » on another day: what follows *depuis*. */
export function since(at: Instant, reader: Reader): string {
	return isToday(at, reader)
		? time(at, reader)
		: m.since_day({ day: day(at, reader), time: time(at, reader) }, { locale: reader.language });
}

/** « 24 nov. », with the year when it is another one. */
export function shortDay(at: Instant, reader: Reader): string {
	return writeDay(at, reader, { day: 'numeric', month: 'short' });
}

/** « 24 nov. 08:14 », « 08:14 » for today: tables and the timeline. */
export function shortDayAndTime(at: Instant, reader: Reader): string {
	const clock = clockTime(at, reader);
	return isToday(at, reader) ? clock : `${shortDay(at, reader)} ${clock}`;
}

/** A calendar date without a time (`dueOn`), read in UTC as PostgreSQL's `date` arrives. */
export function calendarDate(date: Instant, reader: Reader, width: 'long' | 'short' = 'short'): string {
	// Named, not spread: a reader's fields may be accessors of its class.
	const inUtc = { language: reader.language, timeZone: 'UTC', now: reader.now };
	return width === 'long' ? day(date, inUtc) : shortDay(date, inUtc);
}

/** « vendredi 25 décembre (Noël), jeudi 31 décembre (Pont) »: ISO days with their names. */
export function closedDaysSaid(days: readonly string[], names: readonly string[], reader: Reader): string {
	return days
		.map((iso, index) =>
			m.date_named(
				{ day: calendarDate(iso, reader, 'long'), name: names[index] ?? iso },
				{ locale: reader.language },
			),
		)
		.join(', ');
}

/** « dans 3 min », « il y a 2 h », « demain 09:15 »: lists only, the instant belongs on hover. */
export function relative(at: Instant, reader: Reader): string {
	const minutes = Math.round((instant(at).getTime() - reader.now.getTime()) / 60_000);
	const locale = { locale: reader.language };
	if (minutes === 0) return m.when_now({}, locale);
	const words = new Intl.RelativeTimeFormat(TAGS[reader.language], { style: 'short', numeric: 'always' });
	if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
	const away = daysBetween(calendarDay(reader.now, reader.timeZone), calendarDay(at, reader.timeZone));
	if (away === 0) return words.format(Math.round(minutes / 60), 'hour');
	if (away === 1) return `${m.when_tomorrow({}, locale)} ${clockTime(at, reader)}`;
	if (away === -1) return `${m.when_yesterday({}, locale)} ${clockTime(at, reader)}`;
	const sameYear =
		calendarDay(at, reader.timeZone).slice(0, 4) === calendarDay(reader.now, reader.timeZone).slice(0, 4);
	// In another year the hour says nothing yet.
	return sameYear ? shortDayAndTime(at, reader) : shortDay(at, reader);
}

/** « aujourd’hui », « demain », « dans 4 jours », « il y a 6 jours » for a number of days from today. */
export function relativeDays(days: number, language: Language): string {
	if (days === 0) return m.when_today({}, { locale: language });
	const words = new Intl.RelativeTimeFormat(TAGS[language], { numeric: 'auto' });
	// Far away, days say less than months and years.
	if (Math.abs(days) >= 365) return words.format(Math.round(days / 365), 'year');
	if (Math.abs(days) >= 60) return words.format(Math.round(days / 30.4), 'month');
	return words.format(days, 'day');
}

/** « 20 000 »: grouped as the language groups. */
export function number(value: number, language: Language): string {
	return new Intl.NumberFormat(TAGS[language]).format(value);
}

export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks';

/** « 4 jours », « 3 jours ouvrés ». */
export function duration(
	amount: number,
	unit: DurationUnit,
	language: Language,
	workingDays = false,
): string {
	const words = {
		minutes: m.duration_minutes,
		hours: m.duration_hours,
		days: workingDays ? m.duration_working_days : m.duration_days,
		weeks: m.duration_weeks,
	}[unit];
	return words({ count: amount }, { locale: language });
}

/** « lundi à vendredi », « tous les jours », « lundi, mercredi » from ISO weekdays 1 (Monday) to 7. */
export function weekdays(days: readonly number[], language: Language): string {
	const sorted = [...new Set(days)].sort((a, b) => a - b);
	const name = (isoDay: number) =>
		formatter(language, { timeZone: 'UTC', weekday: 'long' }).format(Date.UTC(2024, 0, isoDay));
	const first = sorted[0];
	const last = sorted.at(-1);
	if (first === undefined || last === undefined) return '';
	if (sorted.length === 7) return m.days_every({}, { locale: language });
	if (sorted.length > 2 && last - first === sorted.length - 1) {
		return m.days_range({ from: name(first), to: name(last) }, { locale: language });
	}
	return sorted.map(name).join(', ');
}

/** « 9 h à 18 h », « 9 h 30 à 18 h » from minutes after midnight. */
export function dayHours(from: number, to: number, language: Language): string {
	return m.hours_range({ from: dayHour(from, language), to: dayHour(to, language) }, { locale: language });
}

/** Initials for an avatar: « CA » for Camille Aubrelle. */
export function initials(name: string): string {
	const words = name.trim().split(/\s+/);
	const first = words[0]?.[0] ?? '';
	const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
	return (first + last).toLocaleUpperCase('fr');
}

function isToday(at: Instant, reader: Reader): boolean {
	return calendarDay(at, reader.timeZone) === calendarDay(reader.now, reader.timeZone);
}

function writeDay(at: Instant, reader: Reader, options: Intl.DateTimeFormatOptions): string {
	const { timeZone, language } = reader;
	const otherYear = calendarDay(at, timeZone).slice(0, 4) !== calendarDay(reader.now, timeZone).slice(0, 4);
	const parts = formatter(language, {
		timeZone,
		...options,
		...(otherYear ? { year: 'numeric' } : {}),
	}).formatToParts(instant(at));
	return parts
		.map((part) => {
			// « 1er décembre »: the one ordinal of French dates, which Intl does not write.
			if (language === 'fr' && part.type === 'day' && part.value === '1') return '1er';
			// en-GB puts a comma after the weekday (« Tuesday, 24 November »); a sentence does without.
			return part.type === 'literal' ? part.value.replace(', ', ' ') : part.value;
		})
		.join('');
}

/** « 9 h », « 9 h 30 » from minutes after midnight. */
export function dayHour(minutes: number, language: Language): string {
	const hour = Math.floor(minutes / 60);
	const minute = minutes % 60;
	const padded = String(minute).padStart(2, '0');
	if (language === 'en') return `${hour}:${padded}`;
	const rest = minute === 0 ? '' : `${NO_BREAK_SPACE}${padded}`;
	return `${hour}${NO_BREAK_SPACE}h${rest}`;
}
