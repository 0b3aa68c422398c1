import type { Transaction } from '#platform/database/database.ts';

/**
 * From when the delay of the next step counts once this one is passed over; null: from now. It is the start where the run has
 * not begun, since nobody wants it to begin earlier for that. A start that somebody moved (*Replanifier*) goes with its step.
 */
export async function skipCountsFrom(
	tx: Pick<Transaction, 'db' | 'at'>,
	run: { readonly id: string; readonly position: number; readonly startAt: Date },
): Promise<Date | null> {
	if (run.position !== 1 || run.startAt <= tx.at) return null;
	const moved = await tx.db.event.count({
		where: { engagementId: run.id, kind: 'step-rescheduled', data: { path: ['position'], equals: 1 } },
	});
	return moved > 0 ? null : run.startAt;
}
