import { plusDays } from '#domain/pace/calendar.ts';
import { decide, later, latest, type GateSaid, type Decision } from './decision.ts';
import { pace } from './sender-limit-gates.ts';
import { roomWithin } from '#domain/pace/planner.ts';
import type { RunReason } from './reasons.ts';
import type { PersonalSituation, Situation } from './situation.ts';
import { holdsBack, reasonOfRefusal } from './standing-refusal.ts';
import { openWindow } from './window-gate.ts';

/** Undated absences are looked at again after this many days, then a person is asked (5.6-26). */
const UNDATED_ABSENCE_DAYS = 7;

/** What a mail of the person asks before anything else may leave. */
export const HEARD = {
	'before-start': 'communication-before-start',
	replied: 'replied-elsewhere',
	objected: 'objection-pending',
	unreadable: 'message-unreadable',
	doubtful: 'verdict-doubtful',
} as const satisfies Record<Exclude<Situation['communication']['kind'], 'none'>, RunReason>;

/**
 * Whether the step at `position` may leave at `at`: each gate is asked in order, at the instant to which the gates before
 * it moved the send. The first gate without an instant decides, a stop before all; else the one that moved it last. A
 * window that only shifts a future instant takes no reason for itself: the run says why it waits, and until the opening.
 */
export function mayLeave(situation: Situation, at: Date): Decision {
	const asked: GateSaid[] = [
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
	asked.push(halt(situation), writesFrom(situation, due), refusal(situation, situation.wish.sendId, at, due));
	const open = asked.every(({ answer }) => answer === 'open');
	asked.push(...pace(situation, candidate, open ? at : null));
	asked.push(host(situation, at, asked));
	return decide(asked, at);
}

/** Whether the closing delay may end the run as a failure at `at` (5.2-3, 5.2-9). */
export function mayClose(situation: Situation, at: Date): Decision {
	const end = situation.closingEndsAt ?? at;
	const closing: GateSaid =
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

/** Whether a mail that a person wrote may leave at `at`. */
export function mayWrite(situation: PersonalSituation, at: Date): Decision {
	const { pace: limits, left, slots } = situation.book;
	const taken = [...left, ...slots].map((mail) => ({ at: mail.at.getTime() })).sort((a, b) => a.at - b.at);
	// What a person writes herself may use the rest of the provider's limit too.
	const room = roomWithin(taken, limits.providerDailyLimit, at);
	const asked: GateSaid[] = [
		situation.suppressedSince
			? {
					gate: 'address',
					answer: 'stops',
					reason: 'ended-unsubscribed',
					evidence: { since: situation.suppressedSince.toISOString() },
				}
			: situation.objectionId
				? {
						gate: 'address',
						answer: 'closed',
						reason: 'objection-pending',
						evidence: { messageId: situation.objectionId },
					}
				: { gate: 'address', answer: 'open' },
		halt(situation),
		writesFrom(situation, true),
		refusal(situation, situation.sendId, at, true),
		room > at
			? { gate: 'provider-limit', answer: 'waits', reason: 'mailbox-provider-limit', until: room }
			: { gate: 'provider-limit', answer: 'open' },
	];
	return decide(asked, at);
}

function start({ startAt, position }: Situation, at: Date): GateSaid {
	const evidence = { startAt: startAt.toISOString() };
	return startAt > at && position === 1
		? { gate: 'start', answer: 'waits', reason: 'before-start', until: startAt, evidence }
		: { gate: 'start', answer: 'open', evidence };
}

function address({ address: known }: Situation): GateSaid {
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

function communication({ communication: heard }: Situation): GateSaid {
	if (heard.kind === 'none') return { gate: 'communication', answer: 'open' };
	const reason = HEARD[heard.kind];
	const details = { messageId: heard.messageId };
	const doubt =
		heard.kind === 'doubtful' ? { since: heard.since.toISOString(), readings: heard.readings.join(' ') } : {};
	return { gate: 'communication', answer: 'closed', reason, evidence: { ...details, ...doubt }, details };
}

function earlierSend({ earlierSend: open, position }: Situation): GateSaid {
	if (!open) return { gate: 'earlier-send', answer: 'open' };
	return {
		gate: 'earlier-send',
		answer: 'closed',
		reason: open.kind === 'uncertain' ? 'send-uncertain' : 'send-unsettled',
		evidence: { sendId: open.sendId, since: open.since.toISOString() },
		details: { step: position },
	};
}

function delay({ dueAt, delay: typed, position, steps }: Situation, at: Date): GateSaid {
	const evidence = {
		dueAt: dueAt.toISOString(),
		...(typed ? { amount: typed.amount, unit: typed.unit, workingDays: typed.workingDays } : {}),
	};
	if (dueAt <= at || position === 1) return { gate: 'delay', answer: 'open', evidence };
	const details = { step: position, steps };
	return { gate: 'delay', answer: 'waits', reason: 'step-delay', until: dueAt, evidence, details };
}

function deferral({ deferral: held }: Situation, at: Date): GateSaid {
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

function absence({ absence: away, calendar }: Situation, at: Date): GateSaid {
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

function pause({ pause: held }: Situation): GateSaid {
	if (!held) return { gate: 'pause', answer: 'open' };
	return {
		gate: 'pause',
		answer: 'closed',
		reason: held.by === 'user' ? 'paused-by-user' : 'sequence-paused',
		evidence: { since: held.since.toISOString(), userId: held.userId },
	};
}

function lateness({ lateness: late }: Situation): GateSaid {
	if (late.kind !== 'batch')
		return { gate: 'lateness', answer: 'open', evidence: { late: late.kind === 'late' } };
	const details = { count: late.count, amount: late.hours, unit: 'hours' };
	const evidence = { batchId: late.batchId, ...details };
	return { gate: 'lateness', answer: 'closed', reason: 'late-batch', evidence, details };
}

/** A restore holds verdicts since replies may be unread; under a halt of support the closing delay stands still. */
function halt(situation: Pick<Situation, 'restoredSince' | 'halt'>): GateSaid {
	const { halt: set } = situation;
	if (situation.restoredSince || !set) return restore(situation);
	const { id: haltId, scope, since, userId } = set;
	return {
		gate: 'halt',
		answer: 'closed',
		reason: 'sending-halted',
		evidence: { haltId, scope, since: since.toISOString() },
		details: { haltId, scope, userId },
	};
}

function restore({ restoredSince }: Pick<Situation, 'restoredSince'>): GateSaid {
	if (!restoredSince) return { gate: 'halt', answer: 'open' };
	const evidence = { since: restoredSince.toISOString() };
	return { gate: 'halt', answer: 'closed', reason: 'database-restored', evidence };
}

/** A place at the host matters only to a step that nothing else holds back: it is asked for no earlier. */
function host({ busyUntil }: Situation, at: Date, asked: readonly GateSaid[]): GateSaid {
	const leaves = asked.every(({ answer }) => answer === 'open');
	return leaves && busyUntil && busyUntil > at
		? { gate: 'host', answer: 'waits', reason: 'host-busy', until: busyUntil }
		: { gate: 'host', answer: leaves ? 'open' : 'later' };
}

/** A shared mailbox that is not hers any more holds her mails, never a verdict: it is read as before. */
function writesFrom(situation: Pick<PersonalSituation, 'mailbox'>, due: boolean): GateSaid {
	if (!situation.mailbox?.isTaken) return mailbox(situation, due);
	const evidence = { mailboxId: situation.mailbox.id };
	return { gate: 'mailbox', answer: 'closed', reason: 'mailbox-unshared', evidence };
}

/** A lost mailbox needs its owner at any time; the other states matter only where something would leave or end now. */
function mailbox({ mailbox: box }: Pick<PersonalSituation, 'mailbox'>, due: boolean): GateSaid {
	if (!box) return { gate: 'mailbox', answer: 'open' };
	const evidence = { mailboxId: box.id, state: box.state, since: box.since?.toISOString() ?? null };
	if (box.state === 'ok') return { gate: 'mailbox', answer: 'open', evidence };
	const reason = box.state === 'inbox-first' ? 'inbox-first' : (`mailbox-${box.state}` as const);
	if (box.state !== 'lost' && !due) return { gate: 'mailbox', answer: 'later', reason, evidence };
	return { gate: 'mailbox', answer: 'closed', reason, evidence };
}

/** Tried when its turn comes: whoever looks first then is the one that is tried, and all others wait for the next turn. */
function refusal(
	{ refusal: standing }: Pick<Situation, 'refusal'>,
	sendId: string,
	at: Date,
	due: boolean,
): GateSaid {
	if (!standing) return { gate: 'refusal', answer: 'open' };
	const { id: refusalId, scope, code, since, tries, nextTryAt } = standing;
	const evidence = { refusalId, scope, code, since: since.toISOString(), tries };
	const reason = reasonOfRefusal(standing);
	if (!due) return { gate: 'refusal', answer: 'later', reason, evidence };
	if (!holdsBack(standing, sendId, at)) return { gate: 'refusal', answer: 'open', evidence };
	const held = { gate: 'refusal', reason, evidence, details: { refusalId } } as const;
	return nextTryAt ? { ...held, answer: 'waits', until: nextTryAt } : { ...held, answer: 'closed' };
}
