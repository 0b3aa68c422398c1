import { nextOpening, dayOf, startOfNextDay } from '#domain/pace/calendar.ts';
import { NEWSLETTER_WINDOW } from '#domain/pace/newsletter-window.ts';
import { countDay, gapOf, rampLimit, roomWithin, type SenderBook } from '#domain/pace/planner.ts';
import { appliedLimit } from '#domain/pace/provider-limit.ts';
import type { PartHold } from '../part-hold.ts';

/** A step whose instant passed so long ago waits for something else than its turn. */
const TURN_IS_OVER = 2 * 60_000;

/**
 * Whether the mail of a place may leave from a mailbox at `at` (5.7-13): within its window, apart from the mail before it, never
 * so close before a step that this would wait for it, within the provider's limit, and in the ramp of a mailbox that ramps. The
 * prospecting cap is not asked.
 *
 * @param book with the newsletter's own gap.
 * @param stepGap seconds that a step keeps from the mail before it, at least.
 * @returns what it waits for; undefined where it may leave.
 */
export function paceOfPlace(
	book: SenderBook,
	{ sendId, stepGap }: { readonly sendId: string; readonly stepGap: number },
	at: Date,
): PartHold | undefined {
	const { pace } = book;
	const opens = nextOpening({ zone: pace.zone, window: NEWSLETTER_WINDOW, closedDays: new Map() }, at);
	if (!opens || opens > at) return { reason: 'outside-window', until: opens };
	const room = roomOf(book, at);
	if (room > at) return { reason: 'mailbox-provider-limit', until: room };
	if (pace.rampSince !== null) {
		const { firstContacts } = countDay(book, at, sendId, at);
		if (firstContacts >= rampLimit(pace, dayOf(at, pace.zone)))
			return { reason: 'mailbox-ramp', until: startOfNextDay(at, pace.zone) };
	}
	const gap = gapOf(sendId, pace);
	const newest = Math.max(0, ...book.left.map((mail) => mail.at.getTime()));
	const step = nextStep(book, at, stepGap * 1_000);
	const until = new Date(Math.max(newest + gap, step === undefined ? 0 : step + gap));
	return until > at ? { reason: 'mailbox-gap', until } : undefined;
}

/** Steps that have a slot count as the mails that left. */
function roomOf({ pace, left, slots }: SenderBook, at: Date): Date {
	const soon = slots.filter((slot) => slot.at <= at);
	const taken = [...left, ...soon].map((mail) => ({ at: mail.at.getTime() })).sort((a, b) => a.at - b.at);
	return roomWithin(taken, appliedLimit(pace), at);
}

/** The instant of a step whose turn has come, or comes before its gap to a mail that left now would be over. */
function nextStep({ slots }: SenderBook, at: Date, stepGap: number): number | undefined {
	const now = at.getTime();
	const near = slots
		.map((slot) => slot.at.getTime())
		.filter((slot) => slot > now - TURN_IS_OVER && slot < now + stepGap);
	return near.length === 0 ? undefined : Math.max(now, Math.min(...near));
}
