import type { Actor } from '#domain/values/actor.ts';
import { lockSender } from '#domain/senders/lock-sender.ts';
import type { Sender } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { assertRelaysOn } from './relay-switch.ts';

/**
 * Locks a relay for a responsable, who alone sets relays up (Z-03), where support switched that on (E-16).
 *
 * @throws {Refusal} missing; not-allowed; relays-off.
 */
export async function lockRelay(tx: Transaction, actor: Actor, senderId: string): Promise<Sender> {
	await lockSender(tx, { id: senderId, mailboxId: null });
	return readRelay(tx, actor, senderId);
}

/** The same without a lock. @throws {Refusal} missing; not-allowed; relays-off. */
export async function readRelay(tx: Transaction, actor: Actor, senderId: string): Promise<Sender> {
	const relay = await tx.db.sender.findFirst({ where: { id: senderId, kind: 'relay', deletedAt: null } });
	if (!relay) throw new Refusal('not-found', 'missing');
	if (actor.licence !== 'responsable') throw new Refusal('forbidden', 'not-allowed');
	await assertRelaysOn(tx);
	return relay;
}
