import { planAroundDay } from './plan-around-day.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * A closed day is an ordinary one again: what it held back is planned anew.
 *
 * @param day ISO day.
 * @returns how many engagements look again.
 * @throws {Refusal} missing: it is not closed.
 */
export async function reopenDay(tx: Transaction, day: string): Promise<{ replanned: number }> {
	const { count } = await tx.db.closedDay.deleteMany({ where: { day: new Date(day) } });
	if (count === 0) throw new Refusal('not-found', 'missing');
	return { replanned: await planAroundDay(tx, day) };
}
