import { createHash } from 'node:crypto';
import { dayOf, daysBetween, nextOpening, startOfNextDay, type Calendar } from './calendar.ts';
import { appliedLimit } from './provider-limit.ts';

/** How fast a sender may send (5.5-1). Days are those of its own zone. */
export interface SenderPace {
	readonly zone: string;
	readonly dailyCap: number;
	/** First contacts of the first day of the ramp, and how many more each day. */
	readonly rampStart: number;
	readonly rampStep: number;
	/** First local day of the ramp; null: no ramp. */
	readonly rampSince: string | null;
	readonly gapMinSeconds: number;
	readonly gapMaxSeconds: number;
	/** Mails in any 24 hours, as the provider says; null: unknown. */
	readonly providerDailyLimit: number | null;
	/** Percent of it that is applied (`appliedLimit`). */
	readonly providerLimitShare: number;
}

/** A mail that left, or counts as left (an uncertain one does). */
export interface LeftMail {
	readonly at: Date;
	readonly isFirstContact: boolean;
}

/** A reserved instant. */
export interface Slot {
	readonly sendId: string;
	readonly engagementId: string;
	readonly at: Date;
	readonly isFirstContact: boolean;
}

/** What is known of a sender when a slot is sought: the mails of the last 48 hours and all slots. */
export interface SenderBook {
	readonly pace: SenderPace;
	readonly left: readonly LeftMail[];
	readonly slots: readonly Slot[];
	/** Mails under way without a slot (written by a person): they count for today. */
	readonly underWay: number;
}

/** The send that wants to leave. */
export interface Wish {
	readonly sendId: string;
	readonly isFirstContact: boolean;
	readonly calendar: Calendar;
}

/** What held a send back; `window`: nothing of the sender did. */
export type Bound = 'mailbox-cap' | 'mailbox-ramp' | 'mailbox-provider-limit' | 'mailbox-gap';

export interface Placement {
	readonly at: Date;
	/** What first kept it from the earliest instant; undefined where it may leave then. */
	readonly bound: Bound | undefined;
	/** The first contact that gives its slot away and needs another. */
	readonly takenFrom: Slot | undefined;
}

const DAY = 86_400_000;

/** Enough steps for a sender whose next years are full; then the last instant is answered and asked again there. */
const MOST_STEPS = 20_000;

/**
 * The pause in milliseconds that a send keeps to the mail before it: random between the sender's bounds, and always
 * the same for the same send.
 */
export function gapOf(sendId: string, pace: SenderPace): number {
	const share = createHash('sha256').update(sendId).digest().readUInt32BE() / 0x1_0000_0000;
	const { gapMinSeconds: least, gapMaxSeconds: most } = pace;
	return Math.round((least + share * (most - least)) * 1_000);
}

/** First contacts allowed on a local day; the ramp ends at the cap. */
export function rampLimit(pace: SenderPace, day: string): number {
	if (pace.rampSince === null) return pace.dailyCap;
	const days = Math.max(0, daysBetween(pace.rampSince, day));
	return Math.min(pace.dailyCap, pace.rampStart + days * pace.rampStep);
}

/** What a sender's local day holds already, without the send that asks. */
export interface DayCount {
	readonly all: number;
	readonly firstContacts: number;
}

/** Counts a local day of the sender: what left, what is reserved, what is under way. */
export function countDay(book: SenderBook, at: Date, except: string, now: Date): DayCount {
	const { zone } = book.pace;
	const day = dayOf(at, zone);
	const mails = [...book.left, ...book.slots.filter((slot) => slot.sendId !== except)].filter(
		(mail) => dayOf(mail.at, zone) === day,
	);
	return {
		all: mails.length + (dayOf(now, zone) === day ? book.underWay : 0),
		firstContacts: mails.filter((mail) => mail.isFirstContact).length,
	};
}

/**
 * The slot of a send: the first instant from `earliest` on at which its window is open, the day's cap and ramp and the
 * provider's sliding 24 hours have room, and the gaps to the mails before and after it are kept.
 *
 * A later step goes before first contacts: where it would have to wait, it takes the earliest slot that a first contact
 * holds that day (`takenFrom`), which must then be placed anew.
 *
 * @returns undefined where its window never opens.
 */
export function place(
	book: SenderBook,
	wish: Wish,
	earliest: Date,
	now: Date = earliest,
): Placement | undefined {
	const free = firstFree(book, wish, earliest, now);
	if (!free || free.bound === undefined || wish.isFirstContact) return free;
	const { zone } = book.pace;
	const opens = nextOpening(wish.calendar, earliest)!;
	const taken = book.slots
		.filter(
			(slot) =>
				slot.isFirstContact &&
				slot.sendId !== wish.sendId &&
				slot.at > now &&
				slot.at >= earliest &&
				slot.at < free.at &&
				dayOf(slot.at, zone) === dayOf(opens, zone) &&
				nextOpening(wish.calendar, slot.at)?.getTime() === slot.at.getTime(),
		)
		.sort((one, other) => one.at.getTime() - other.at.getTime())[0];
	// That slot lies on the day itself: only the gap keeps the step from leaving now.
	return taken ? { at: taken.at, bound: 'mailbox-gap', takenFrom: taken } : free;
}

function firstFree(book: SenderBook, wish: Wish, earliest: Date, now: Date): Placement | undefined {
	const { pace } = book;
	const slots = book.slots.filter((slot) => slot.sendId !== wish.sendId);
	const days = countsByDay(book, slots, now);
	const taken = [
		...book.left.map((mail) => ({ at: mail.at.getTime(), gap: 0 })),
		...slots.map((slot) => ({ at: slot.at.getTime(), gap: gapOf(slot.sendId, pace) })),
	].sort((one, other) => one.at - other.at);
	const ownGap = gapOf(wish.sendId, pace);
	let bound: Bound | undefined;
	let at = earliest;
	for (let step = 0; step < MOST_STEPS; step++) {
		const open = nextOpening(wish.calendar, at);
		if (!open) return undefined;
		at = open;
		const day = dayOf(at, pace.zone);
		const count = days.get(day) ?? { all: 0, firstContacts: 0 };
		if (count.all >= pace.dailyCap || (wish.isFirstContact && count.firstContacts >= rampLimit(pace, day))) {
			bound ??= count.all >= pace.dailyCap ? 'mailbox-cap' : 'mailbox-ramp';
			at = startOfNextDay(at, pace.zone);
			continue;
		}
		const room = roomWithin(taken, appliedLimit(pace), at);
		if (room > at) {
			bound ??= 'mailbox-provider-limit';
			at = room;
			continue;
		}
		const apart = keptApart(taken, ownGap, at);
		if (apart > at) {
			bound ??= 'mailbox-gap';
			at = apart;
			continue;
		}
		break;
	}
	return { at, bound, takenFrom: undefined };
}

function countsByDay(book: SenderBook, slots: readonly Slot[], now: Date): Map<string, DayCount> {
	const { zone } = book.pace;
	const counts = new Map<string, DayCount>();
	const add = (day: string, all: number, firstContacts: number) => {
		const before = counts.get(day) ?? { all: 0, firstContacts: 0 };
		counts.set(day, { all: before.all + all, firstContacts: before.firstContacts + firstContacts });
	};
	for (const mail of [...book.left, ...slots]) add(dayOf(mail.at, zone), 1, mail.isFirstContact ? 1 : 0);
	add(dayOf(now, zone), book.underWay, 0);
	return counts;
}

interface Taken {
	readonly at: number;
	/** The pause it keeps to the mail before it. */
	readonly gap: number;
}

/** `at`, or the first later instant at which the 24 hours before it hold fewer mails than `limit`. */
export function roomWithin(taken: readonly { readonly at: number }[], limit: number | null, at: Date): Date {
	if (limit === null) return at;
	const within = taken.filter((mail) => mail.at > at.getTime() - DAY && mail.at <= at.getTime());
	const oldest = within[within.length - limit];
	return oldest === undefined ? at : new Date(oldest.at + DAY);
}

/** `at`, or the first later instant that keeps the gaps to the mails before and after it. */
function keptApart(taken: readonly Taken[], ownGap: number, at: Date): Date {
	let instant = at.getTime();
	for (const mail of taken) {
		if (mail.at <= instant ? instant - mail.at < ownGap : mail.at - instant < mail.gap)
			instant = mail.at + ownGap;
	}
	return new Date(instant);
}
