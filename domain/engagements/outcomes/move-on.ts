import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { addDelay, plusDays } from '#domain/pace/calendar.ts';
import { calendarOf, closedDaysColumn, type ClosedDaysRow } from '#domain/pace/read-calendar.ts';
import type { RunFacts } from '#domain/engagements/look/run-facts.ts';
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
	const run = await readLeftRun(tx, left);
	if (!run) return;
	await revokeClaims(tx, { kind: 'engagement', engagementId: left.engagementId });
	const calendar = calendarOf(run, run.timeZone, {
		days: run.windowDays,
		from: run.windowFrom,
		to: run.windowTo,
	});
	const position = left.position + 1;
	const dueAt =
		run.delayAmount === null || run.delayUnit === null
			? null
			: addDelay(
					left.sentAt,
					{ amount: run.delayAmount, unit: run.delayUnit, workingDays: run.workingDays ?? false },
					calendar,
				);
	const closingDelay = { amount: run.closingDelayAmount, unit: run.closingDelayUnit, workingDays: false };
	const closingEndsAt = dueAt
		? null
		: closingEnd(
				addDelay(left.sentAt, closingDelay, calendar),
				run.awaySince,
				run.awayUntil,
				left.sentAt,
				run.timeZone,
			);
	await tx.sql`
		UPDATE engagement SET position = ${position}, occurrence = 1, due_at = ${dueAt}, planned_at = ${dueAt},
			closing_ends_at = ${closingEndsAt}, late_batch_id = NULL,
			last_sent_at = coalesce(${left.skipped ? null : left.sentAt}, last_sent_at)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${left.engagementId}::uuid`;
	await askGates(tx, left.engagementId, 'note');
}

/** A run that is at the step that left, with the delay of the next one (none after the last). */
type LeftRun = ClosedDaysRow &
	Pick<
		RunFacts,
		| 'timeZone'
		| 'awaySince'
		| 'awayUntil'
		| 'windowDays'
		| 'windowFrom'
		| 'windowTo'
		| 'closingDelayAmount'
		| 'closingDelayUnit'
		| 'delayAmount'
		| 'delayUnit'
		| 'workingDays'
	>;

async function readLeftRun(
	tx: Transaction,
	{ engagementId, position }: LeftStep,
): Promise<LeftRun | undefined> {
	const [run] = await tx.sql<LeftRun>`
		SELECT e.time_zone AS "timeZone", e.away_since AS "awaySince", e.away_until AS "awayUntil",
			v.window_days AS "windowDays", v.window_from AS "windowFrom", v.window_to AS "windowTo",
			v.closing_delay_amount AS "closingDelayAmount", v.closing_delay_unit AS "closingDelayUnit",
			next.delay_amount AS "delayAmount", next.delay_unit AS "delayUnit", next.working_days AS "workingDays",
			${closedDaysColumn(tx)}
		FROM engagement e
		JOIN sequence_version v ON (v.subscription_id, v.id) = (e.subscription_id, e.version_id)
		LEFT JOIN sequence_step next ON (next.subscription_id, next.version_id) = (v.subscription_id, v.id)
			AND next.position = e.position + 1 AND next.position <= e.step_count
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid
			AND e.position = ${position} AND e.ended_at IS NULL`;
	return run;
}

/** An absence that reaches into the closing delay moves its end by the days that are left of it (5.6-26). */
function closingEnd(
	end: Date,
	awaySince: Date | null,
	awayUntil: Date | null,
	sentAt: Date,
	zone: string,
): Date {
	if (!awaySince || !awayUntil || awayUntil <= sentAt) return end;
	const days = Math.ceil((awayUntil.getTime() - sentAt.getTime()) / 86_400_000);
	return plusDays(end, days, zone);
}
