import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { enterStage, FORGOTTEN, lockOwnMailboxConnection } from './connection-row.ts';

/**
 * *Relancer la recherche*: the address is recognised anew, as if nobody had chosen. What was typed before is forgotten.
 *
 * @throws {Refusal} missing; not-allowed; connection-over.
 */
export async function searchAgain(tx: Transaction, actor: Actor, connectionId: string): Promise<void> {
	await lockOwnMailboxConnection(tx, actor, connectionId);
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: {
			...{ provider: null, way: null, searched: Prisma.DbNull, ...FORGOTTEN, testId: null, failures: 0 },
			actedById: actor.userId,
		},
	});
	await enterStage(tx, connectionId, { stage: 'recognising', reason: 'connect-recognising' });
	await poke(tx, 'connect', connectionId);
}
