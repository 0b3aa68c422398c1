import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { askGatesOfMoved, type Asked } from '#domain/engagements/look/ask-gates.ts';
import { calendarOfRun, surroundingsOf, type Surroundings } from '#domain/engagements/look/load-situation.ts';
import { readRunFacts, type RunFacts } from '#domain/engagements/look/run-facts.ts';
import { addDelay, plusDays, type Calendar } from '#domain/pace/calendar.ts';
import { revokeClaims } from '#domain/holds/hold-back.ts';

/** A step that counts as left, or that a person passed over. */
export interface LeftStep {
	readonly engagementId: string;
	readonly position: number;
	/** The delay of the next step counts from here. */
	readonly sentAt: Date;
	/** True: no mail left (*Passer cette étape*). */
	readonly skipped?: boolean;
}

/**
 * Moves a run past a step, once: to the next one, due when its delay is over, or into the closing delay after the last.
 * Does nothing where the run is elsewhere or has ended. A second try of the same step that was claimed meanwhile is held
 * back. The engagement is locked.
 */
export async function moveOn(tx: Transaction, left: LeftStep): Promise<void> {
	const facts = await readRunFacts(tx, left.engagementId, 'next');
	if (facts && isAt(facts, left.position)) await moveRunOn(tx, facts, left);
}

/** Whether a run goes on at this step. */
export function isAt(facts: RunFacts, position: number): boolean {
	return facts.position === position && !facts.endedAt;
}

/**
 * The same of a run that was read under its lock.
 *
 * @param facts the run before it moves, with the facts of its next step.
 * @param and.around what stands around it, where that was read.
 * @param and.also further assignments to the columns of its row.
 */
export async function moveRunOn(
	tx: Transaction,
	facts: RunFacts,
	left: Pick<LeftStep, 'sentAt' | 'skipped'>,
	and: { readonly around?: Surroundings | undefined; readonly also?: Prisma.Sql } = {},
): Promise<Asked> {
	const { also = Prisma.empty } = and;
	const around = await surroundingsOf(tx, facts, and.around);
	const moved = factsAfter(facts, left, calendarOfRun(facts, around));
	const columns = Prisma.sql`
		position = ${moved.position}, occurrence = ${moved.occurrence}, due_at = ${moved.dueAt},
		closing_ends_at = ${moved.closingEndsAt}, late_batch_id = ${moved.lateBatchId}::uuid,
		last_sent_at = ${moved.lastSentAt}, closing_held_ms = 0,
		doubted_since = CASE WHEN doubted_since IS NOT NULL THEN greatest(doubted_since, ${left.sentAt}) END${also}`;
	// Its slots are given back with its claims.
	const slots = around.slots.filter(({ engagementId }) => engagementId !== facts.id);
	const [, asked] = await Promise.all([
		revokeClaims(tx, { kind: 'engagement', engagementId: facts.id }),
		askGatesOfMoved(tx, moved, { ...around, slots }, columns),
	]);
	return asked;
}

/** The run as it is once it has moved. */
function factsAfter(
	facts: RunFacts,
	{ sentAt, skipped }: Pick<LeftStep, 'sentAt' | 'skipped'>,
	calendar: Calendar,
): RunFacts {
	const { delay } = facts;
	const { closingDelay } = facts.version;
	const dueAt = delay && addDelay(sentAt, delay, calendar);
	return {
		...facts,
		position: facts.position + 1,
		occurrence: 1,
		dueAt,
		plannedAt: dueAt,
		closingEndsAt: dueAt ? null : closingEnd(addDelay(sentAt, closingDelay, calendar), facts, sentAt),
		lateBatchId: null,
		lastSentAt: skipped ? facts.lastSentAt : sentAt,
	};
}

/** An absence that reaches into the closing delay moves its end by the days that are left of it (5.6-26). */
function closingEnd(end: Date, { awaySince, awayUntil, timeZone }: RunFacts, sentAt: Date): Date {
	if (!awaySince || !awayUntil || awayUntil <= sentAt) return end;
	const days = Math.ceil((awayUntil.getTime() - sentAt.getTime()) / 86_400_000);
	return plusDays(end, days, timeZone);
}
