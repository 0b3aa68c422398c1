import { pokeAll } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A day lasts from UTC+14 to UTC-12 somewhere; both in milliseconds. */
const BEGINS_BEFORE = 14 * 3_600_000;
const ENDS_AFTER = 36 * 3_600_000;

/**
 * A day was closed or opened (5.2-4): the runs whose next step falls on it, or waits past it, give their slots back and look
 * anew (docs/design/processes.md#planner). Which zone a run counts its days in is asked at its look. Locks the runs.
 *
 * @param day ISO day.
 * @returns how many runs look again.
 */
export async function planAroundDay(tx: Transaction, day: string): Promise<number> {
	const midnight = Date.parse(`${day}T00:00:00Z`);
	const runs = await tx.db.engagement.findMany({
		where: {
			endedAt: null,
			state: { not: 'closing' },
			dueAt: { lt: new Date(midnight + ENDS_AFTER) },
			plannedAt: { gte: new Date(midnight - BEGINS_BEFORE) },
		},
		select: { id: true },
		orderBy: { id: 'asc' },
	});
	const ids = runs.map(({ id }) => id);
	await tx.lock('engagement', ids);
	await tx.db.senderSlot.deleteMany({ where: { engagementId: { in: ids }, plannedAt: { gt: tx.at } } });
	await pokeAll(tx, 'engagement', ids);
	return ids.length;
}
