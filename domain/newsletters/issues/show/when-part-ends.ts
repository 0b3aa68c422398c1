import { nextOpening } from '#domain/pace/calendar.ts';
import { localDayOf } from '#domain/pace/local-day.ts';
import { NEWSLETTER_WINDOW } from '#domain/pace/newsletter-window.ts';

/** How fast mails leave: of a relay as many a minute, of a mailbox one after so many seconds on average, in its own zone's hours. */
export type PartPace =
	| { readonly kind: 'relay'; readonly perMinute: number }
	| { readonly kind: 'mailbox'; readonly gapSeconds: number; readonly zone: string };

const MINUTE = 60_000;

/**
 * When the mails of a part will have left if nothing changes: an estimate (5.7-13). A mailbox sends within the hours of newsletters
 * alone; steps that pass before them are not foreseen.
 *
 * @param waiting how many mails wait.
 * @param at from when on they leave.
 * @returns null: not within a year, or not as long as it is so slow.
 */
export function whenPartEnds(waiting: number, pace: PartPace, at: Date): Date | null {
	if (pace.kind === 'relay')
		return pace.perMinute > 0 ? new Date(at.getTime() + (waiting / pace.perMinute) * MINUTE) : null;
	const { zone } = pace;
	const calendar = { zone, window: NEWSLETTER_WINDOW, closedDays: new Map<string, string>() };
	let left = waiting * pace.gapSeconds * 1_000;
	let now = at;
	for (let day = 0; day < 366; day++) {
		const opens = nextOpening(calendar, now);
		if (!opens) return null;
		const closes = localDayOf(opens.getTime(), zone).at(NEWSLETTER_WINDOW.to);
		if (opens.getTime() + left <= closes) return new Date(opens.getTime() + left);
		left -= closes - opens.getTime();
		now = new Date(closes);
	}
	return null;
}
