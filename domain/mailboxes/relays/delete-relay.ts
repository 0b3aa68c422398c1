import { followDomainOf } from '#domain/sending-domains/follow-domain.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { lockRelay, readRelay } from './own-relay.ts';

/** What stands against the deletion of a relay, and what stays of it. */
export interface RelayDeletion {
	/** Mails that wait to leave from it: while there are any it stays. */
	readonly waiting: number;
	/** Mails of it that stay in the history. */
	readonly mails: number;
}

const WAITING = ['ready', 'claimed'] as const;

/** @throws {Refusal} missing; not-allowed; relays-off. */
export async function previewRelayDeletion(
	tx: Transaction,
	actor: Actor,
	senderId: string,
): Promise<RelayDeletion> {
	await readRelay(tx, actor, senderId);
	const waiting = await tx.db.send.count({ where: { senderId, state: { in: [...WAITING] } } });
	return { waiting, mails: await tx.db.send.count({ where: { senderId, sentAt: { not: null } } }) };
}

/**
 * Deletes a relay: nothing leaves by it any more and its password is gone; what it sent stays in the history. The mailbox that
 * takes its replies stays as it is.
 *
 * @throws {Refusal} missing; not-allowed; relays-off; relay-in-use with `count` mails that wait to leave from it.
 */
export async function deleteRelay(tx: Transaction, actor: Actor, senderId: string): Promise<void> {
	const { address } = await lockRelay(tx, actor, senderId);
	const { waiting } = await previewRelayDeletion(tx, actor, senderId);
	if (waiting > 0) throw new Refusal('conflict', 'relay-in-use', { count: waiting });
	await tx.db.senderSecret.deleteMany({ where: { senderId } });
	await tx.db.senderSlot.deleteMany({ where: { senderId } });
	await tx.db.sender.updateMany({ where: { id: senderId }, data: { deletedAt: tx.at } });
	await followDomainOf(tx, address);
}
