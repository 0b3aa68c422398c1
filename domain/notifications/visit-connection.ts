import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A user opens a connection that she was told about: its news count as treated. */
export async function visitConnection(
	tx: Transaction,
	{ connectionId, userId }: { readonly connectionId: string; readonly userId: string },
): Promise<{ treated: number }> {
	const { count } = await tx.db.notification.updateMany({
		where: { userId, connectionId, treatedAt: null },
		data: { treatedAt: tx.at, treatedBy: 'visit' },
	});
	if (count > 0) await poke(tx, 'notifications', userId);
	return { treated: count };
}
