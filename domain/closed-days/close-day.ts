import { z } from 'zod';
import { dayField } from '#domain/values/moment-fields.ts';
import { planAroundDay } from './plan-around-day.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { line } from '#domain/values/line.ts';

/** A closed day as its form holds it. */
export const closedDaySchema = z.object({
	/** ISO day. */
	day: dayField,
	name: line(100).min(1),
});

export type ClosedDayForm = z.output<typeof closedDaySchema>;

/**
 * Closes a day: no step leaves on it (5.2-4); what was planned for it is planned anew.
 *
 * @returns how many engagements look again.
 * @throws {Refusal} day-closed: it is closed already.
 */
export async function closeDay(
	tx: Transaction,
	{ day, name }: ClosedDayForm,
): Promise<{ replanned: number }> {
	const { count } = await tx.db.closedDay.createMany({
		data: [{ subscriptionId: tx.subscriptionId, day: new Date(day), name }],
		skipDuplicates: true,
	});
	if (count === 0) throw new Refusal('conflict', 'day-closed');
	return { replanned: await planAroundDay(tx, day) };
}
