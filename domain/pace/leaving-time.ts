import { dayOf, nextOpening, startOfNextDay, type Calendar } from './calendar.ts';
import { NEWSLETTER_WINDOW } from './newsletter-window.ts';
import { rampLimit, type SenderPace } from './planner.ts';
import { appliedLimit } from './provider-limit.ts';

/** Days that are counted through: what takes longer is said to take that long. */
const LONGEST = 60;

/**
 * How long mails of a newsletter take to leave from a mailbox that sends nothing else meanwhile (5.7-13): one after another within
 * the window, with the mean of the newsletter's gap between them, each local day at most what the ramp and the provider let leave.
 *
 * @param pace with the newsletter's own gap.
 * @param from when the issue leaves.
 * @returns seconds from then to the last of `mails`; 0 where there is none.
 */
export function leavingSeconds(pace: SenderPace, mails: number, from: Date): number {
	const calendar: Calendar = { zone: pace.zone, window: NEWSLETTER_WINDOW, closedDays: new Map() };
	const gap = ((pace.gapMinSeconds + pace.gapMaxSeconds) / 2) * 1_000;
	const provider = appliedLimit(pace) ?? Infinity;
	let left = mails;
	let last = from.getTime();
	let at = from;
	for (let day = 0; left > 0 && day < LONGEST; day++) {
		const opens = nextOpening(calendar, at)!;
		const tomorrow = startOfNextDay(opens, pace.zone);
		const closes = tomorrow.getTime() - (24 * 60 - NEWSLETTER_WINDOW.to) * 60_000;
		const ramp = pace.rampSince === null ? Infinity : rampLimit(pace, dayOf(opens, pace.zone));
		const fits = Math.ceil((closes - opens.getTime()) / gap);
		const sent = Math.max(0, Math.min(left, fits, ramp, provider));
		if (sent > 0) last = opens.getTime() + (sent - 1) * gap;
		left -= sent;
		at = tomorrow;
	}
	return left > 0 ? LONGEST * 86_400 : Math.round((last - from.getTime()) / 1_000);
}
