import { DateTime, IANAZone } from 'luxon';
import { localDayOf, type LocalDay } from './local-day.ts';

/** Days and hours in which mails may leave. Minutes after local midnight, `to` exclusive; ISO weekdays, 1 is Monday. */
export interface SendingWindow {
	readonly days: readonly number[];
	readonly from: number;
	readonly to: number;
}

/** When a contact may be written to: a window and closed days in one IANA zone (5.2-4, 5.5-10). */
export interface Calendar {
	readonly zone: string;
	readonly window: SendingWindow;
	/** Names of the closed days by ISO day, such as `2026-12-25`. */
	readonly closedDays: ReadonlyMap<string, string>;
}

/** A delay as a person typed it (5.6-27). `workingDays` counts Monday to Friday without closed days. */
export interface Delay {
	readonly amount: number;
	readonly unit: 'minutes' | 'hours' | 'days' | 'weeks';
	readonly workingDays: boolean;
}

/** A closed day on which the window would have opened. */
export interface SkippedDay {
	/** ISO day. */
	readonly day: string;
	readonly name: string;
}

/** `until` is the next opening; null where none comes within two years. `skipped`: closed days between, in their order. */
export type Openness =
	| { readonly kind: 'open' }
	| { readonly kind: 'outside-window'; readonly until: Date | null; readonly skipped: readonly SkippedDay[] }
	| { readonly kind: 'closed-day'; readonly name: string; readonly until: Date | null };

/** Days looked ahead for an opening. */
const HORIZON = 731;

/** Whether mails may leave at an instant, and when they may again. */
export function opennessAt(calendar: Calendar, at: Date): Openness {
	const instant = at.getTime();
	const day = localDayOf(instant, calendar.zone);
	const bounds = boundsOf(calendar, day);
	if (bounds && bounds.opens <= instant && instant < bounds.closes) return { kind: 'open' };
	const until = openingAfter(calendar, instant);
	const name = calendar.closedDays.get(day.iso);
	// A closed day is the answer only where the window itself would be open, or open later that day.
	if (name !== undefined && wouldOpen(calendar, at)) return { kind: 'closed-day', name, until };
	return { kind: 'outside-window', until, skipped: until ? skippedDays(calendar, instant, until) : [] };
}

/** `at` itself where mails may leave then, else the next opening; null where none comes within two years. */
export function nextOpening(calendar: Calendar, at: Date): Date | null {
	const openness = opennessAt(calendar, at);
	return openness.kind === 'open' ? at : openness.until;
}

/**
 * The instant at which a delay is over. Minutes and hours are counted as time; days and weeks keep the local time of
 * day, so that a change of the clock moves nothing. A working week has five working days.
 */
export function addDelay(from: Date, delay: Delay, calendar: Calendar): Date {
	const local = DateTime.fromJSDate(from, { zone: calendar.zone });
	const { amount, unit } = delay;
	if (unit === 'minutes' || unit === 'hours') return local.plus({ [unit]: amount }).toJSDate();
	if (!delay.workingDays) return local.plus({ [unit]: amount }).toJSDate();
	let left = unit === 'weeks' ? amount * 5 : amount;
	let day = local;
	while (left > 0) {
		day = day.plus({ days: 1 });
		if (day.weekday <= 5 && !calendar.closedDays.has(day.toISODate()!)) left -= 1;
	}
	return day.toJSDate();
}

/** The local day of an instant, such as `2026-11-24`. */
export function dayOf(at: Date, zone: string): string {
	return localDayOf(at.getTime(), zone).iso;
}

/** The first instant of a local day. */
export function startOfDay(day: string, zone: string): Date {
	return DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
}

/** The first instant of the local day after the one that holds `at`. */
export function startOfNextDay(at: Date, zone: string): Date {
	return new Date(localDayOf(at.getTime(), zone).ends);
}

/** Local days from `from` to `to`, negative where `to` is earlier. Both are ISO days. */
export function daysBetween(from: string, to: string): number {
	return DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days;
}

/** `days` local days later at the same local time. */
export function plusDays(at: Date, days: number, zone: string): Date {
	return DateTime.fromJSDate(at, { zone }).plus({ days }).toJSDate();
}

/** True for the IANA name of a zone; any other text as a zone would make every instant invalid. */
export function isTimeZone(zone: string): boolean {
	return IANAZone.isValidZone(zone);
}

function openingAfter(calendar: Calendar, instant: number): Date | null {
	let day = localDayOf(instant, calendar.zone);
	for (let ahead = 0; ahead <= HORIZON; ahead++) {
		const bounds = boundsOf(calendar, day);
		if (bounds && bounds.opens > instant) return new Date(bounds.opens);
		day = localDayOf(day.ends, calendar.zone);
	}
	return null;
}

/** Closed days after the one that holds `instant`, without which the window would have opened before `until`. */
function skippedDays({ zone, window, closedDays }: Calendar, instant: number, until: Date): SkippedDay[] {
	const skipped: SkippedDay[] = [];
	let day = localDayOf(localDayOf(instant, zone).ends, zone);
	while (day.ends <= until.getTime()) {
		const name = closedDays.get(day.iso);
		if (name !== undefined && window.days.includes(day.weekday)) skipped.push({ day: day.iso, name });
		day = localDayOf(day.ends, zone);
	}
	return skipped;
}

/** The opening and the closing of one local day; undefined where nothing leaves that day. */
function boundsOf(calendar: Calendar, day: LocalDay): { opens: number; closes: number } | undefined {
	const { window, closedDays } = calendar;
	if (!window.days.includes(day.weekday) || closedDays.has(day.iso)) return undefined;
	return { opens: day.at(window.from), closes: day.at(window.to) };
}

function wouldOpen({ window, zone }: Calendar, at: Date): boolean {
	const { weekday, hour, minute } = DateTime.fromJSDate(at, { zone });
	return window.days.includes(weekday) && hour * 60 + minute < window.to;
}
