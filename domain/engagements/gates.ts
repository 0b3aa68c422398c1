import { dayOf, opennessAt, plusDays, type Calendar, type Delay } from './calendar.ts';
import { countDay, gapOf, place, rampLimit, roomInProvider } from './planner.ts';
import type { MailboxBook, Placement, Slot, Wish } from './planner.ts';
import type { EndReason, RunReason } from './reasons.ts';

/** The gates of a step in the order in which they are asked (*Pourquoi ?*). */
export const STEP_GATES = [
	'start',
	'address',
	'communication',
	'earlier-send',
	'delay',
	'recipient',
	'absence',
	'pause',
	'lateness',
	'window',
	'halt',
	'mailbox',
	'cap',
	'ramp',
	'provider-limit',
	'gap',
] as const;

/** The gates of the closing delay: what may keep a run from ending as a failure. */
type ClosingGate = 'communication' | 'earlier-send' | 'absence' | 'pause' | 'closing' | 'halt' | 'mailbox';

/**
 * The gates of a mail that a person wrote (`message/<sendId>`): never window, cap, ramp or gap, although it is counted
 * (design.md, "Rows, outbox, commands").
 */
export const PERSONAL_GATES = ['address', 'halt', 'mailbox', 'provider-limit'] as const;

export type GateName = (typeof STEP_GATES)[number] | ClosingGate;

/**
 * - `open`: nothing against it.
 * - `waits`: not before `until`.
 * - `closed`: until a person or the product mends it; no instant is known.
 * - `stops`: never again.
 * - `later`: does not decide now; `evidence` says how it would stand at the expected instant.
 */
export type GateVerdict = 'open' | 'waits' | 'closed' | 'stops' | 'later';

/** Plain values: ids, instants (ISO 8601), codes, counts; never an address, a name or a text. */
export type Evidence = Readonly<
	Record<string, string | number | boolean | null | undefined | readonly number[]>
>;

/** What one gate answered. Stored with the look as it is (`engagement_look.gates`). */
export interface GateAnswer {
	readonly gate: GateName;
	readonly answer: GateVerdict;
	/** The code this gate would give; only that of the deciding gate becomes the run's reason. */
	readonly reason: RunReason | EndReason | null;
	/** ISO 8601; null where no instant is known or none is needed. */
	readonly until: string | null;
	readonly evidence: Evidence;
	/** True for the one gate that decided. */
	readonly decides: boolean;
}

/** Everything the gates need, read in one transaction. */
export interface Situation {
	readonly phase: 'step' | 'closing';
	readonly position: number;
	readonly steps: number;
	readonly startAt: Date;
	/** The instant at which the delay of this step is over, and the delay as it was typed. */
	readonly dueAt: Date;
	readonly delay: Delay | null;
	readonly address:
		| { readonly kind: 'valid'; readonly addressId: string }
		| { readonly kind: 'suppressed'; readonly since: Date }
		| { readonly kind: 'none' | 'left' | 'invalid' };
	readonly communication:
		{ readonly kind: 'none' } | { readonly kind: 'before-start' | 'unreadable'; readonly messageId: string };
	/** A mail of this run whose fate is not known; `unsettled`: a person is asked. */
	readonly earlierSend: {
		readonly kind: 'uncertain' | 'unsettled';
		readonly sendId: string;
		readonly since: Date;
	} | null;
	/** The recipient's server, or one's own, refused for now. */
	readonly deferral: {
		readonly reason: 'recipient-later' | 'server-unreachable';
		readonly notBefore: Date;
		/** Number of the next try. */
		readonly tries: number;
		readonly max: number | null;
	} | null;
	readonly absence: {
		readonly messageId: string | null;
		readonly since: Date;
		/** First instant of the day of return; null: not stated, or too far away to be believed. */
		readonly until: Date | null;
	} | null;
	readonly pause: {
		readonly by: 'user' | 'sequence';
		readonly since: Date;
		readonly userId: string | null;
	} | null;
	readonly lateness:
		| { readonly kind: 'none' | 'late' }
		| { readonly kind: 'batch'; readonly batchId: string; readonly count: number; readonly hours: number };
	readonly calendar: Calendar;
	readonly closingEndsAt: Date | null;
	readonly haltedSince: Date | null;
	readonly mailbox: {
		readonly id: string;
		readonly state: 'ok' | 'lost' | 'unwatched' | 'inbox-first';
		/** Domain time since when it is not; null: not known. */
		readonly since: Date | null;
	};
	readonly book: MailboxBook;
	readonly wish: Wish;
}

/** The decision of all gates, with their answers in order. */
export type Decision = { readonly gates: readonly GateAnswer[] } & (Go | NotBefore | Stop);

/** It may leave now, under this slot. */
export interface Go {
	readonly kind: 'go';
}

/** `until` null: until somebody mends or decides it. `placement`: the slot it needs, where the mailbox's pace decided. */
export interface NotBefore {
	readonly kind: 'not-before';
	readonly reason: RunReason;
	readonly until: Date | null;
	/** What the sentence needs beside names (`reasonDetails`). */
	readonly details: Evidence;
	readonly placement?: Placement;
}

/** It may never leave: the run ends. */
export interface Stop {
	readonly kind: 'stop';
	readonly reason: EndReason;
	readonly details: Evidence;
}

/** Undated absences are looked at again after this many days, then a person is asked (5.6-26). */
const UNDATED_ABSENCE_DAYS = 7;

interface Asked {
	readonly gate: GateName;
	readonly answer: GateVerdict;
	readonly reason?: RunReason | EndReason;
	readonly until?: Date | null;
	readonly evidence?: Evidence;
	/** What the sentence of `reason` needs. */
	readonly details?: Evidence;
	readonly placement?: Placement;
}

/**
 * Whether the step at `position` may leave at `at`: each gate is asked in order, at the instant to which the gates before
 * it moved the send. The first gate without an instant decides, a stop before all; else the one that moved it last. A
 * window that only shifts a future instant takes no reason for itself: the run says why it waits, and until the opening.
 */
export function mayLeave(situation: Situation, at: Date): Decision {
	const asked: Asked[] = [
		start(situation, at),
		address(situation),
		communication(situation),
		earlierSend(situation),
		delay(situation, at),
		deferral(situation, at),
		absence(situation, at),
		pause(situation),
		lateness(situation),
	];
	const expected = latest(asked, at);
	asked.push(openWindow(situation, expected, at));
	const candidate = latest(asked, at);
	const due = candidate.getTime() === at.getTime();
	asked.push(halt(situation), mailbox(situation, due));
	const open = asked.every(({ answer }) => answer === 'open');
	asked.push(...pace(situation, candidate, open ? at : null));
	return decide(asked, at);
}

/** Whether the closing delay may end the run as a failure at `at` (5.2-3, 5.2-9). */
export function mayClose(situation: Situation, at: Date): Decision {
	const end = situation.closingEndsAt ?? at;
	const closing: Asked =
		end > at
			? { gate: 'closing', answer: 'waits', reason: 'closing-delay', until: end }
			: { gate: 'closing', answer: 'open' };
	const asked = [
		communication(situation),
		earlierSend(situation),
		absence(situation, at),
		pause(situation),
		closing,
		halt(situation),
		mailbox(situation, end <= at),
	];
	const decision = decide(asked, at);
	// A dated absence moved the end already; alone it does not hold the run.
	if (decision.kind === 'not-before' && decision.reason === 'contact-away') {
		return { ...decision, reason: 'closing-delay', until: later(end, decision.until ?? end), details: {} };
	}
	return decision;
}

/** What a person's own mail is asked. */
export type PersonalSituation = Pick<Situation, 'haltedSince' | 'mailbox' | 'book'> & {
	/** Undefined: the address is on no suppression list, or it is one's own. */
	readonly suppressedSince: Date | undefined;
};

/** Whether a mail that a person wrote may leave at `at`. */
export function mayWrite(situation: PersonalSituation, at: Date): Decision {
	const { pace: limits, left, slots } = situation.book;
	const taken = [...left, ...slots].map((mail) => ({ at: mail.at.getTime() })).sort((a, b) => a.at - b.at);
	const room = roomInProvider(taken, limits, at);
	const asked: Asked[] = [
		situation.suppressedSince
			? {
					gate: 'address',
					answer: 'stops',
					reason: 'ended-unsubscribed',
					evidence: { since: situation.suppressedSince.toISOString() },
				}
			: { gate: 'address', answer: 'open' },
		halt(situation),
		mailbox(situation, true),
		room > at
			? { gate: 'provider-limit', answer: 'waits', reason: 'mailbox-provider-limit', until: room }
			: { gate: 'provider-limit', answer: 'open' },
	];
	return decide(asked, at);
}

function start({ startAt, position }: Situation, at: Date): Asked {
	const evidence = { startAt: startAt.toISOString() };
	return startAt > at && position === 1
		? { gate: 'start', answer: 'waits', reason: 'before-start', until: startAt, evidence }
		: { gate: 'start', answer: 'open', evidence };
}

function address({ address: known }: Situation): Asked {
	switch (known.kind) {
		case 'valid':
			return { gate: 'address', answer: 'open', evidence: { addressId: known.addressId } };
		case 'suppressed': {
			const evidence = { since: known.since.toISOString() };
			return { gate: 'address', answer: 'stops', reason: 'ended-unsubscribed', evidence };
		}
		case 'left':
			return { gate: 'address', answer: 'stops', reason: 'ended-left' };
		case 'invalid':
			return { gate: 'address', answer: 'stops', reason: 'ended-bounce' };
		case 'none':
			return { gate: 'address', answer: 'stops', reason: 'ended-no-address' };
	}
}

function communication({ communication: heard }: Situation): Asked {
	if (heard.kind === 'none') return { gate: 'communication', answer: 'open' };
	const reason = heard.kind === 'before-start' ? 'communication-before-start' : 'message-unreadable';
	const evidence = { messageId: heard.messageId };
	return { gate: 'communication', answer: 'closed', reason, evidence, details: evidence };
}

function earlierSend({ earlierSend: open, position }: Situation): Asked {
	if (!open) return { gate: 'earlier-send', answer: 'open' };
	return {
		gate: 'earlier-send',
		answer: 'closed',
		reason: open.kind === 'uncertain' ? 'send-uncertain' : 'send-unsettled',
		evidence: { sendId: open.sendId, since: open.since.toISOString() },
		details: { step: position },
	};
}

function delay({ dueAt, delay: typed, position, steps }: Situation, at: Date): Asked {
	const evidence = {
		dueAt: dueAt.toISOString(),
		...(typed ? { amount: typed.amount, unit: typed.unit, workingDays: typed.workingDays } : {}),
	};
	if (dueAt <= at || position === 1) return { gate: 'delay', answer: 'open', evidence };
	const details = { step: position, steps };
	return { gate: 'delay', answer: 'waits', reason: 'step-delay', until: dueAt, evidence, details };
}

function deferral({ deferral: held }: Situation, at: Date): Asked {
	if (!held || held.notBefore <= at) return { gate: 'recipient', answer: 'open' };
	const details = { count: held.tries, ...(held.max === null ? {} : { max: held.max }) };
	return {
		gate: 'recipient',
		answer: 'waits',
		reason: held.reason,
		until: held.notBefore,
		evidence: details,
		details,
	};
}

function absence({ absence: away, calendar }: Situation, at: Date): Asked {
	if (!away || (away.until && away.until <= at)) return { gate: 'absence', answer: 'open' };
	const evidence = { messageId: away.messageId, since: away.since.toISOString() };
	if (away.until) {
		return { gate: 'absence', answer: 'waits', reason: 'contact-away', until: away.until, evidence };
	}
	const until = plusDays(away.since, UNDATED_ABSENCE_DAYS, calendar.zone);
	return until > at
		? { gate: 'absence', answer: 'waits', reason: 'contact-away-undated', until, evidence }
		: { gate: 'absence', answer: 'closed', reason: 'contact-away-choice', evidence };
}

function pause({ pause: held }: Situation): Asked {
	if (!held) return { gate: 'pause', answer: 'open' };
	return {
		gate: 'pause',
		answer: 'closed',
		reason: held.by === 'user' ? 'paused-by-user' : 'sequence-paused',
		evidence: { since: held.since.toISOString(), userId: held.userId },
	};
}

function lateness({ lateness: late }: Situation): Asked {
	if (late.kind !== 'batch')
		return { gate: 'lateness', answer: 'open', evidence: { late: late.kind === 'late' } };
	const details = { count: late.count, amount: late.hours, unit: 'hours' };
	const evidence = { batchId: late.batchId, ...details };
	return { gate: 'lateness', answer: 'closed', reason: 'late-batch', evidence, details };
}

function openWindow({ calendar }: Situation, expected: Date, at: Date): Asked {
	const { window, zone } = calendar;
	const evidence = { days: window.days, from: window.from, to: window.to, zone };
	const openness = opennessAt(calendar, expected);
	if (openness.kind === 'open') return { gate: 'window', answer: 'open', evidence };
	const { until } = openness;
	// Without any opening it waits for a person to change the window.
	if (!until) return { gate: 'window', answer: 'closed', reason: 'outside-window', evidence };
	const details = openness.kind === 'closed-day' ? { name: openness.name } : {};
	return expected > at
		? { gate: 'window', answer: 'waits', until, evidence: { ...evidence, ...details } }
		: {
				gate: 'window',
				answer: 'waits',
				reason: openness.kind,
				until,
				evidence: { ...evidence, ...details },
				details,
			};
}

function halt({ haltedSince }: Pick<Situation, 'haltedSince'>): Asked {
	if (!haltedSince) return { gate: 'halt', answer: 'open' };
	const evidence = { since: haltedSince.toISOString() };
	return { gate: 'halt', answer: 'closed', reason: 'database-restored', evidence };
}

/** A lost mailbox needs its owner at any time; the other states matter only where something would leave or end now. */
function mailbox({ mailbox: box }: Pick<Situation, 'mailbox'>, due: boolean): Asked {
	const evidence = { mailboxId: box.id, state: box.state, since: box.since?.toISOString() ?? null };
	if (box.state === 'ok') return { gate: 'mailbox', answer: 'open', evidence };
	const reason = box.state === 'inbox-first' ? 'inbox-first' : (`mailbox-${box.state}` as const);
	if (box.state !== 'lost' && !due) return { gate: 'mailbox', answer: 'later', reason, evidence };
	return { gate: 'mailbox', answer: 'closed', reason, evidence };
}

/**
 * The mailbox's pace. Where the step is due and everything else is open, it leaves, or gets a slot; else the counts of
 * the expected day are told and nothing is reserved.
 */
function pace(situation: Situation, candidate: Date, dueAt: Date | null): Asked[] {
	const { book, wish } = situation;
	const counts = countDay(book, candidate, wish.sendId, dueAt ?? candidate);
	const ramp = rampLimit(book.pace, dayIn(situation, candidate));
	const cap = { count: counts.all, max: book.pace.dailyCap };
	const firsts = { count: counts.firstContacts, max: ramp, applies: wish.isFirstContact };
	const limit = { max: book.pace.providerDailyLimit };
	const gap = { seconds: Math.round(gapOf(wish.sendId, book.pace) / 1_000) };
	const answers: Record<string, Asked> = {
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

function latest(asked: readonly Asked[], at: Date): Date {
	return asked.reduce(
		(instant, { answer, until }) => (answer === 'waits' && until ? later(instant, until) : instant),
		at,
	);
}

function later(one: Date, other: Date): Date {
	return one > other ? one : other;
}

function decide(asked: readonly Asked[], at: Date): Decision {
	const never = asked.find(({ answer }) => answer === 'stops');
	const closed = asked.find(({ answer }) => answer === 'closed');
	const mover = never ?? closed ?? lastMover(asked, at);
	const gates = asked.map((one): GateAnswer => ({
		gate: one.gate,
		answer: one.answer,
		reason: one.reason ?? null,
		until: one.until?.toISOString() ?? null,
		evidence: one.evidence ?? {},
		decides: one === mover,
	}));
	if (!mover) return { kind: 'go', gates };
	const details = mover.details ?? {};
	if (mover.answer === 'stops') return { kind: 'stop', reason: mover.reason as EndReason, details, gates };
	return {
		kind: 'not-before',
		reason: mover.reason as RunReason,
		until: mover.answer === 'closed' ? null : latest(asked, at),
		details,
		...(mover.placement ? { placement: mover.placement } : {}),
		gates,
	};
}

/** The last gate that moved the send for a reason of its own. */
function lastMover(asked: readonly Asked[], at: Date): Asked | undefined {
	let instant = at;
	let mover: Asked | undefined;
	for (const one of asked) {
		if (one.answer !== 'waits' || !one.until || one.until <= instant) continue;
		instant = one.until;
		if (one.reason) mover = one;
	}
	return mover;
}
