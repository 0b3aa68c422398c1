import type { Transaction } from '#platform/database/database.ts';
import { askGates } from './ask-gates.ts';
import { addDelay, plusDays, type Delay } from './calendar.ts';
import { readCalendar } from './read-calendar.ts';
import { revokeClaims } from './stopping-fact.ts';

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
	const run = await tx.db.engagement.findFirst({
		where: { id: left.engagementId, position: left.position, endedAt: null },
		include: { version: { include: { steps: { where: { position: left.position + 1 } } } } },
	});
	if (!run) return;
	await revokeClaims(tx, run.id);
	const { version } = run;
	const calendar = await readCalendar(tx, run.timeZone, {
		days: version.windowDays,
		from: version.windowFrom,
		to: version.windowTo,
	});
	const next = version.steps[0];
	const position = left.position + 1;
	const dueAt =
		position <= run.stepCount && next
			? addDelay(
					left.sentAt,
					{
						amount: next.delayAmount,
						unit: next.delayUnit as Delay['unit'],
						workingDays: next.workingDays,
					},
					calendar,
				)
			: null;
	const closingEndsAt = dueAt
		? null
		: closingEnd(
				addDelay(
					left.sentAt,
					{
						amount: version.closingDelayAmount,
						unit: version.closingDelayUnit as Delay['unit'],
						workingDays: false,
					},
					calendar,
				),
				run.awaySince,
				run.awayUntil,
				left.sentAt,
				run.timeZone,
			);
	await tx.db.engagement.updateMany({
		where: { id: run.id },
		data: {
			position,
			occurrence: 1,
			dueAt,
			plannedAt: dueAt,
			closingEndsAt,
			lateBatchId: null,
			...(left.skipped ? {} : { lastSentAt: left.sentAt }),
		},
	});
	await askGates(tx, run.id, 'note');
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
