import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';

/** The connection that stands open for the actor's own address; null: none does. */
export async function findOwnConnection(tx: Transaction, actor: Actor): Promise<{ id: string } | null> {
	return tx.db.mailboxConnection.findFirst({
		where: { ownerId: actor.userId, isShared: false, isRelay: false, endedAt: null },
		orderBy: { startedAt: 'desc' },
		select: { id: true },
	});
}
