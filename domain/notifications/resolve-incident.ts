import type { Transaction } from '#platform/database/database.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { IncidentKind } from './notification-kinds.ts';

/**
 * An incident of a mailbox is over: what its people were told about it counts as treated (5.6-6).
 *
 * @returns how many notifications it treated.
 */
export async function resolveIncident(
	tx: Transaction,
	mailboxId: string,
	kind: IncidentKind,
): Promise<number> {
	const open = { mailboxId, kind, treatedAt: null };
	const users = await tx.db.notification.findMany({
		where: open,
		select: { userId: true },
		distinct: ['userId'],
	});
	const { count } = await tx.db.notification.updateMany({
		where: open,
		data: { treatedAt: tx.at, treatedBy: 'resolved' },
	});
	for (const { userId } of users) await poke(tx, 'notifications', userId);
	return count;
}
