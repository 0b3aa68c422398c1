import type { Actor } from '#domain/values/actor.ts';
import { countTest } from '#domain/mailboxes/tests-at-most.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { enterStage, lockOwnConnection } from './connection-row.ts';

/**
 * *Réessayer*: the test is made again at once, with what is kept (C1-15).
 *
 * @throws {Refusal} missing; not-allowed; connection-over; nothing-to-retry; tests-too-many.
 */
export async function retryConnection(tx: Transaction, actor: Actor, connectionId: string): Promise<void> {
	const row = await lockOwnConnection(tx, actor, connectionId);
	if (row.stage !== 'mending' || !(row.sealed ?? row.grantSealed))
		throw new Refusal('conflict', 'nothing-to-retry');
	await countTest(tx, actor);
	await tx.db.mailboxConnection.updateMany({
		where: { id: connectionId },
		data: { testId: null, failures: 0, actedById: actor.userId },
	});
	await enterStage(tx, connectionId, { stage: 'testing', reason: 'connect-testing' });
	await poke(tx, 'connect', connectionId);
}
