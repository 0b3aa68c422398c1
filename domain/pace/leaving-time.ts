import { dayOf, nextOpening, startOfNextDay, type Calendar } from './calendar.ts';
import { NEWSLETTER_WINDOW } from './newsletter-window.ts';
import { rampLimit, type SenderBook } from './planner.ts';
import { appliedLimit } from './provider-limit.ts';

/** Days that are counted through. */
const LONGEST = 60;

/** What takes longer is said to take that long, in seconds. */
export const LONGEST_SECONDS = LONGEST * 86_400;

/** What a mailbox has sent and promised by now; without anything it sends the newsletter alone. */
export interface Leaving extends Pick<SenderBook, 'pace' | 'left' | 'slots'> {
	/** Seconds that a step keeps from the mail before it, at least. */
	readonly stepGap: number;
}

/**
 * How long mails of a newsletter take to leave from a mailbox (5.7-13): one after another within the window, with the mean of the
 * newsletter's gap between them and after the mail before them, around the steps that have a slot, each local day at most what
 * the ramp and the provider let leave beside what left already and those steps.
 *
 * @param from when they may leave from.
 * @returns seconds from then to the last of `mails`; 0 where there is none; undefined: longer than `LONGEST_SECONDS`.
 */
export function leavingSeconds(of: Leaving, mails: number, from: Date): number | undefined {
	const { pace } = of;
	const calendar: Calendar = { zone: pace.zone, window: NEWSLETTER_WINDOW, closedDays: new Map() };
	const gap = ((pace.gapMinSeconds + pace.gapMaxSeconds) / 2) * 1_000;
	const steps = of.slots.map(({ at }) => at.getTime()).toSorted((one, other) => one - other);
	const newest = Math.max(-Infinity, ...of.left.map(({ at }) => at.getTime()));
	let left = mails;
	let last = from.getTime();
	let at = from;
	for (let day = 0; left > 0 && day < LONGEST; day++) {
		const opens = nextOpening(calendar, at)!;
		const tomorrow = startOfNextDay(opens, pace.zone);
		const closes = tomorrow.getTime() - (24 * 60 - NEWSLETTER_WINDOW.to) * 60_000;
		let today = Math.min(left, roomOfDay(of, opens));
		let next = Math.max(opens.getTime(), newest + gap);
		// No mail leaves so close before a step that this would wait for it, nor so close behind it.
		for (const step of [...steps, closes]) {
			const until = step === closes ? closes : Math.min(closes, step - of.stepGap * 1_000);
			const sent = Math.max(0, Math.min(today, Math.ceil((until - next) / gap)));
			if (sent > 0) last = next + (sent - 1) * gap;
			today -= sent;
			left -= sent;
			next = Math.max(next + sent * gap, step === closes ? closes : step + gap);
		}
		at = tomorrow;
	}
	return left > 0 ? undefined : Math.round((last - from.getTime()) / 1_000);
}

/** How long so many mails take from a relay that takes so many a minute, in seconds. */
export function relaySeconds(mails: number, aMinute: number): number {
	return Math.round((mails / aMinute) * 60);
}

/** Mails of newsletters for which ramp and provider have room on the local day of an instant. */
function roomOfDay({ pace, left, slots }: Leaving, at: Date): number {
	const day = dayOf(at, pace.zone);
	const taken = [...left, ...slots].filter((mail) => dayOf(mail.at, pace.zone) === day);
	const provider = (appliedLimit(pace) ?? Infinity) - taken.length;
	if (pace.rampSince === null) return Math.max(0, provider);
	const firsts = taken.filter(({ isFirstContact }) => isFirstContact).length;
	return Math.max(0, Math.min(provider, rampLimit(pace, day) - firsts));
}
