import { haltOf } from '#domain/gates/held-sends.ts';
import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import {
	isSuppressed,
	suppressedColumn,
	type SuppressedRow,
} from '#domain/suppressions/ask/is-suppressed.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Delay } from '#domain/pace/calendar.ts';
import type { Situation } from '#domain/gates/situation.ts';
import { latenessOf } from './late-batch.ts';
import { bookColumns, bookOf, type BookRow } from '#domain/pace/sender-book.ts';
import type { SenderPace } from '#domain/pace/planner.ts';
import { calendarOf, closedDaysColumn, type ClosedDaysRow } from '#domain/pace/read-calendar.ts';
import { MOST_TRIES } from '#domain/gates/retry-schedule.ts';
import type { RunFacts } from './run-facts.ts';
import { sendIdOf } from './send-id.ts';

/** What may stop a mail at any moment, also after its claim. */
export type Stops = Pick<
	Situation,
	'address' | 'communication' | 'absence' | 'pause' | 'restoredSince' | 'halt' | 'mailbox'
>;

/** Reads what may stop a run's mail. */
export async function loadStops(tx: Transaction, facts: RunFacts): Promise<Stops> {
	return stopsOf(tx, facts, facts.address ? await isSuppressed(tx, facts.address) : undefined);
}

function stopsOf({ process }: Transaction, facts: RunFacts, suppressedSince: Date | undefined): Stops {
	return {
		address: addressOf(facts, suppressedSince),
		communication: communicationOf(facts),
		absence: facts.awaySince
			? { messageId: facts.awayMessageId, since: facts.awaySince, until: facts.awayUntil }
			: null,
		pause: pauseOf(facts),
		restoredSince: facts.restoredSince,
		halt: haltOf(facts),
		mailbox: {
			id: facts.mailboxId,
			state: mailboxGate({ state: facts.mailboxState }, watchOf(facts), facts.wallNow, process.proofFresh),
			since: facts.lostAt ?? facts.unwatchedAt,
		},
	};
}

/** Everything the gates need about a run, beside its facts one more read: it stands in the way of every look. */
export async function loadSituation(tx: Transaction, facts: RunFacts): Promise<Situation> {
	const { windowDays: days, windowFrom: from, windowTo: to, position, stepCount: steps } = facts;
	const [row] = await tx.sql<SuppressedRow & ClosedDaysRow & BookRow>`
		SELECT ${suppressedColumn(tx, facts.address)}, ${closedDaysColumn(tx)}, ${bookColumns(tx, facts.senderId)}`;
	const calendar = calendarOf(row!, facts.timeZone, { days, from, to });
	const closing = position > steps;
	return {
		...stopsOf(tx, facts, row!.suppressedAt ?? undefined),
		phase: closing ? 'closing' : 'step',
		position,
		steps,
		startAt: facts.startAt,
		dueAt: facts.dueAt ?? facts.startAt,
		delay: delayOf(facts),
		earlierSend: facts.openSendId
			? {
					kind: facts.openAsked ? 'unsettled' : 'uncertain',
					sendId: facts.openSendId,
					since: facts.openSentAt ?? tx.at,
				}
			: null,
		deferral: facts.notBefore ? deferralOf(facts, facts.notBefore) : null,
		lateness: closing ? { kind: 'none' } : await latenessOf(tx, facts),
		calendar,
		closingEndsAt: facts.closingEndsAt,
		book: bookOf(row!, paceOf(facts)),
		wish: {
			sendId: sendIdOf(facts.id, position, facts.occurrence),
			isFirstContact: facts.lastSentAt === null,
			calendar,
		},
	};
}

/** The pace of the sender as the run's row holds it. */
function paceOf(
	facts: Pick<
		RunFacts,
		| 'senderZone'
		| 'dailyCap'
		| 'rampStart'
		| 'rampStep'
		| 'rampSince'
		| 'gapMinSeconds'
		| 'gapMaxSeconds'
		| 'providerDailyLimit'
	>,
): SenderPace {
	const { senderZone: zone, dailyCap, rampStart, rampStep, rampSince } = facts;
	const { gapMinSeconds, gapMaxSeconds, providerDailyLimit } = facts;
	return { zone, dailyCap, rampStart, rampStep, rampSince, gapMinSeconds, gapMaxSeconds, providerDailyLimit };
}

function delayOf({ delayAmount, delayUnit, workingDays }: RunFacts): Delay | null {
	if (delayAmount === null || delayUnit === null) return null;
	return { amount: delayAmount, unit: delayUnit, workingDays: workingDays ?? false };
}

function addressOf(facts: RunFacts, suppressedSince: Date | undefined): Situation['address'] {
	if (facts.contactLeftAt) return { kind: 'left' };
	if (!facts.addressId) return { kind: 'none' };
	if (suppressedSince) return { kind: 'suppressed', since: suppressedSince };
	return facts.addressInvalidAt ? { kind: 'invalid' } : { kind: 'valid', addressId: facts.addressId };
}

function communicationOf(facts: RunFacts): Situation['communication'] {
	if (facts.unreadableMessageId) return { kind: 'unreadable', messageId: facts.unreadableMessageId };
	return facts.earlyMessageId && !facts.earlyContinuedAt
		? { kind: 'before-start', messageId: facts.earlyMessageId }
		: { kind: 'none' };
}

/** A deferral by the recipient's server leaves its status on the send, one by our own server leaves none. */
function deferralOf(facts: RunFacts, notBefore: Date): Situation['deferral'] {
	return facts.sendStatus
		? { reason: 'recipient-later', notBefore, tries: (facts.refusals ?? 0) + 1, max: MOST_TRIES }
		: { reason: 'server-unreachable', notBefore, tries: 0, max: null };
}

function pauseOf(facts: RunFacts): Situation['pause'] {
	if (facts.pausedAt) return { by: 'user', since: facts.pausedAt, userId: facts.pausedById };
	return facts.sequencePausedAt
		? { by: 'sequence', since: facts.sequencePausedAt, userId: facts.sequencePausedById }
		: null;
}

function watchOf({ epoch, caughtUpEpoch, provenAt, lostAt, unwatchedAt }: RunFacts) {
	return epoch === null || caughtUpEpoch === null
		? null
		: { epoch, caughtUpEpoch, provenAt, lostAt, unwatchedAt };
}
