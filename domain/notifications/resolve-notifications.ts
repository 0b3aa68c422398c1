import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

/**
 * What was told is over, or was never so: the open notifications of it count as treated, and nobody is reminded.
 *
 * @returns how many they were.
 */
export async function resolveNotifications(
	tx: Transaction,
	of: Prisma.NotificationWhereInput,
): Promise<number> {
	const where = { ...of, treatedAt: null };
	const told = await tx.db.notification.findMany({ where, distinct: ['userId'], select: { userId: true } });
	if (told.length === 0) return 0;
	const data = { treatedAt: tx.at, treatedBy: 'resolved' };
	const { count } = await tx.db.notification.updateMany({ where, data });
	for (const { userId } of told) await poke(tx, 'notifications', userId);
	return count;
}
