import { Prisma } from '#prisma/generated/client/client.ts';
import { refusalOf } from '#domain/gates/standing-refusal.ts';
import { mailboxGate } from '#domain/gates/mailbox-gate.ts';
import { oppositionColumns, type OppositionRow } from '#domain/suppressions/ask/is-suppressed.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Calendar } from '#domain/pace/calendar.ts';
import type { Situation } from '#domain/gates/situation.ts';
import { latenessOf } from './late-batch.ts';
import { bookColumns, bookOf, type BookRow } from '#domain/pace/sender-book.ts';
import type { SenderPace } from '#domain/pace/planner.ts';
import { calendarOf, closedDaysColumn, type ClosedDaysRow } from '#domain/pace/read-calendar.ts';
import { MOST_TRIES } from '#domain/gates/retry-schedule.ts';
import { readRunFacts, runFactsColumn, runFactsOf } from './run-facts.ts';
import type { RunFacts, RunFactsRow, StepOfRun } from './run-facts.ts';
import { sendIdOf } from './send-id.ts';
import type { StopFacts } from './stop-facts.ts';

/** What may stop a mail at any moment, also after its claim. */
export type Stops = Pick<
	Situation,
	'address' | 'communication' | 'absence' | 'pause' | 'restoredSince' | 'halt' | 'mailbox' | 'refusal'
>;

/**
 * What may stop a run's mail.
 *
 * @param opposed what stands against its address.
 */
export function stopsOf({ process }: Transaction, facts: StopFacts, opposed: OppositionRow): Stops {
	return {
		address: addressOf(facts, opposed.suppressedAt),
		communication: communicationOf(facts, opposed.objectionId),
		absence: facts.awaySince
			? { messageId: facts.awayMessageId, since: facts.awaySince, until: facts.awayUntil }
			: null,
		pause: pauseOf(facts),
		restoredSince: facts.restoredSince,
		halt: facts.halt,
		mailbox: {
			id: facts.mailboxId,
			state: mailboxGate({ state: facts.mailboxState }, watchOf(facts), facts.wallNow, process.proofFresh),
			since: facts.lostAt ?? facts.unwatchedAt,
			isTaken: facts.isMailboxTaken,
		},
		refusal: refusalOf(facts, facts.lastSentAt === null),
	};
}

/** What the gates look at around a run, beside its facts. */
export interface Surroundings extends OppositionRow, ClosedDaysRow, BookRow {
	/** The address whose suppression was asked. */
	readonly of: string | null;
}

/** Where a mail would go, and from where. */
type Way = Pick<RunFacts, 'address' | 'senderId'>;

/** Reads it at once: it stands in the way of every look. */
export async function readSurroundings(tx: Transaction, way: Way): Promise<Surroundings> {
	const [row] = await tx.sql<Omit<Surroundings, 'of'>>`SELECT ${surroundingColumns(tx, way)}`;
	return { ...row!, of: way.address };
}

function surroundingColumns(tx: Transaction, { address, senderId }: Way): Prisma.Sql {
	return Prisma.sql`
		${oppositionColumns(tx, address)}, ${closedDaysColumn(tx)}, ${bookColumns(tx, senderId)}`;
}

/**
 * Reads a run, and in the same go what is around it.
 *
 * @param way where its mail would go as far as is known; undefined: `surroundingsOf` reads the rest.
 */
export async function readRunAround(
	tx: Transaction,
	engagementId: string,
	of: StepOfRun,
	way: Way | undefined,
): Promise<{ readonly facts: RunFacts | undefined; readonly around: Surroundings | undefined }> {
	if (!way) return { facts: await readRunFacts(tx, engagementId, of), around: undefined };
	const [row] = await tx.sql<RunFactsRow & Omit<Surroundings, 'of'>>`
		SELECT ${runFactsColumn(tx, engagementId, of)}, ${surroundingColumns(tx, way)}`;
	return { facts: runFactsOf(row!), around: { ...row!, of: way.address } };
}

/** The same where it may have been read before: for another address it is read anew. */
export async function surroundingsOf(
	tx: Transaction,
	facts: RunFacts,
	read: Surroundings | undefined,
): Promise<Surroundings> {
	return read && read.of === facts.address ? read : readSurroundings(tx, facts);
}

/** The calendar of a run: its version's window in its own zone. */
export function calendarOfRun(facts: RunFacts, around: ClosedDaysRow): Calendar {
	return calendarOf(around, facts.timeZone, facts.version.window);
}

/** Everything the gates need about a run. */
export async function loadSituation(
	tx: Transaction,
	facts: RunFacts,
	around: Surroundings,
): Promise<Situation> {
	const { position, stepCount: steps, delay, openSend } = facts;
	const calendar = calendarOfRun(facts, around);
	const closing = position > steps;
	return {
		...stopsOf(tx, facts, around),
		phase: closing ? 'closing' : 'step',
		position,
		steps,
		startAt: facts.startAt,
		dueAt: facts.dueAt ?? facts.startAt,
		delay,
		earlierSend: openSend && {
			kind: openSend.isAsked ? 'unsettled' : 'uncertain',
			sendId: openSend.id,
			since: openSend.sentAt ?? tx.at,
		},
		deferral: deferralOf(facts),
		lateness: closing ? { kind: 'none' } : await latenessOf(tx, facts),
		calendar,
		closingEndsAt: facts.closingEndsAt,
		book: bookOf(around, paceOf(facts)),
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
		| 'providerLimitShare'
	>,
): SenderPace {
	const { senderZone: zone, dailyCap, rampStart, rampStep, rampSince } = facts;
	const { gapMinSeconds, gapMaxSeconds, providerDailyLimit, providerLimitShare } = facts;
	return {
		...{ zone, dailyCap, rampStart, rampStep, rampSince, gapMinSeconds, gapMaxSeconds },
		...{ providerDailyLimit, providerLimitShare },
	};
}

function addressOf(facts: StopFacts, suppressedSince: Date | null): Situation['address'] {
	if (facts.contactLeftAt) return { kind: 'left' };
	if (!facts.addressId) return { kind: 'none' };
	if (suppressedSince) return { kind: 'suppressed', since: suppressedSince };
	return facts.addressInvalidAt ? { kind: 'invalid' } : { kind: 'valid', addressId: facts.addressId };
}

function communicationOf(facts: StopFacts, objectionId: string | null): Situation['communication'] {
	if (facts.unreadableMessageId) return { kind: 'unreadable', messageId: facts.unreadableMessageId };
	if (facts.doubt) return { kind: 'doubtful', ...facts.doubt };
	if (objectionId) return { kind: 'objected', messageId: objectionId };
	if (!facts.heardMessageId) return { kind: 'none' };
	return { kind: facts.hasWritten ? 'replied' : 'before-start', messageId: facts.heardMessageId };
}

/** A deferral by the recipient's server leaves its status on the send, one by our own server leaves none. */
function deferralOf({ send }: RunFacts): Situation['deferral'] {
	if (!send?.notBefore) return null;
	const { notBefore, status, refusals } = send;
	return status
		? { reason: 'recipient-later', notBefore, tries: refusals + 1, max: MOST_TRIES }
		: { reason: 'server-unreachable', notBefore, tries: 0, max: null };
}

function pauseOf(facts: StopFacts): Situation['pause'] {
	if (facts.pausedAt) return { by: 'user', since: facts.pausedAt, userId: facts.pausedById };
	return facts.sequencePausedAt
		? { by: 'sequence', since: facts.sequencePausedAt, userId: facts.sequencePausedById }
		: null;
}

function watchOf({ epoch, caughtUpEpoch, provenAt, lostAt, unwatchedAt }: StopFacts) {
	return epoch === null || caughtUpEpoch === null
		? null
		: { epoch, caughtUpEpoch, provenAt, lostAt, unwatchedAt };
}
