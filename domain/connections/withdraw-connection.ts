import type { Actor } from '#domain/values/actor.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { recordConnectionEvent } from './connection-events.ts';
import { enterStage, lockOwnConnection } from './connection-row.ts';

/**
 * *Retirer*: the connection ends, and what was typed is forgotten; a mailbox that exists stays as it is.
 *
 * @throws {Refusal} missing; not-allowed; connection-over.
 */
export async function withdrawConnection(tx: Transaction, actor: Actor, connectionId: string): Promise<void> {
	await lockOwnConnection(tx, actor, connectionId);
	await enterStage(tx, connectionId, { stage: 'withdrawn', reason: 'connect-withdrawn' });
	await recordConnectionEvent(tx, connectionId, 'withdrawn', {}, actor.userId);
	await poke(tx, 'connect', connectionId);
}
