import { dayOf } from '#domain/pace/calendar.ts';
import type { GateSaid } from './decision.ts';
import { countDay, gapOf, place, rampLimit, type Placement, type Slot } from '#domain/pace/planner.ts';
import { appliedLimit } from '#domain/pace/provider-limit.ts';
import type { Situation } from './situation.ts';

/**
 * The sender's pace. Where the step is due and everything else is open, it leaves, or gets a slot; else the counts of
 * the expected day are told and nothing is reserved.
 */
export function pace(situation: Situation, candidate: Date, dueAt: Date | null): GateSaid[] {
	const { book, wish } = situation;
	const counts = countDay(book, candidate, wish.sendId, dueAt ?? candidate);
	const ramp = rampLimit(book.pace, dayIn(situation, candidate));
	const cap = { count: counts.all, max: book.pace.dailyCap };
	const firsts = { count: counts.firstContacts, max: ramp, applies: wish.isFirstContact };
	const { providerDailyLimit, providerLimitShare: share } = book.pace;
	const limit = { max: appliedLimit(book.pace), share, of: providerDailyLimit };
	const gap = { seconds: Math.round(gapOf(wish.sendId, book.pace) / 1_000) };
	const answers: Record<string, GateSaid> = {
		'mailbox-cap': { gate: 'cap', answer: 'open', evidence: cap },
		'mailbox-ramp': { gate: 'ramp', answer: 'open', evidence: firsts },
		'mailbox-provider-limit': { gate: 'provider-limit', answer: 'open', evidence: limit },
		'mailbox-gap': { gate: 'gap', answer: 'open', evidence: gap },
	};
	if (!dueAt) return Object.values(answers).map((asked) => ({ ...asked, answer: 'later' as const }));
	const placement = slotFor(situation, dueAt);
	if (placement && placement.bound) {
		const decides = answers[placement.bound]!;
		const details =
			placement.bound === 'mailbox-ramp'
				? { count: ramp }
				: placement.bound === 'mailbox-cap'
					? { count: cap.count, max: cap.max }
					: {};
		answers[placement.bound] = {
			...decides,
			answer: 'waits',
			reason: placement.bound,
			until: placement.at,
			details,
			placement,
		};
	}
	return Object.values(answers);
}

/**
 * Its own slot where it holds one, else a new one. A slot that came keeps its right although the mail before it left a
 * little late: only the shortest gap is asked then.
 */
function slotFor(situation: Situation, at: Date): Placement | undefined {
	const { book, wish } = situation;
	const own = book.slots.find((slot) => slot.sendId === wish.sendId);
	if (own && own.at > at) return { at: own.at, bound: boundOf(situation, own, at), takenFrom: undefined };
	if (own && dayIn(situation, own.at) === dayIn(situation, at)) {
		const newest = Math.max(...book.left.map((mail) => mail.at.getTime()), 0);
		const apart = new Date(newest + book.pace.gapMinSeconds * 1_000);
		return apart > at ? { at: apart, bound: 'mailbox-gap', takenFrom: undefined } : undefined;
	}
	// A late step never leaves at once: it is kept apart from this very instant as from a mail.
	const late = situation.lateness.kind === 'late';
	const earliest = late ? new Date(at.getTime() + gapOf(wish.sendId, book.pace)) : at;
	const placement = place(book, wish, earliest, at);
	return late && placement ? { ...placement, bound: placement.bound ?? 'mailbox-gap' } : placement;
}

/** Why a reserved slot lies later than now. */
function boundOf(situation: Situation, own: Slot, at: Date): Placement['bound'] {
	const { book, wish } = situation;
	if (dayIn(situation, own.at) === dayIn(situation, at)) return 'mailbox-gap';
	const counts = countDay(book, at, wish.sendId, at);
	if (counts.all >= book.pace.dailyCap) return 'mailbox-cap';
	const ramp = rampLimit(book.pace, dayIn(situation, at));
	if (wish.isFirstContact && counts.firstContacts >= ramp) return 'mailbox-ramp';
	return book.pace.providerDailyLimit === null ? 'mailbox-gap' : 'mailbox-provider-limit';
}

function dayIn({ book }: Situation, at: Date): string {
	return dayOf(at, book.pace.zone);
}
