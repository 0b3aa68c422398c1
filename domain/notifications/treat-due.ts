import type { Transaction } from '#platform/database/database.ts';

/** Notifications of a user whose N hours are over count as treated (C1-51). @returns how many. */
export async function treatDue(tx: Transaction, userId: string): Promise<number> {
	const { count } = await tx.db.notification.updateMany({
		where: { userId, treatedAt: null, treatedDueAt: { lte: tx.at } },
		data: { treatedAt: tx.at, treatedBy: 'timeout' },
	});
	return count;
}
