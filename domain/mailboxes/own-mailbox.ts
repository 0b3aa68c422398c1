import type { Mailbox } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Locks a mailbox that the actor may set up: its owner, or a responsable for somebody else (5.6-3).
 *
 * @throws {Refusal} missing; not-allowed.
 */
export async function lockOwnMailbox(tx: Transaction, actor: Actor, mailboxId: string): Promise<Mailbox> {
	await tx.lock('mailbox', [mailboxId]);
	return readOwnMailbox(tx, actor, mailboxId);
}

/** The same without a lock, for what changes nothing. @throws {Refusal} missing; not-allowed. */
export async function readOwnMailbox(tx: Transaction, actor: Actor, mailboxId: string): Promise<Mailbox> {
	const mailbox = await tx.db.mailbox.findFirst({ where: { id: mailboxId, deletedAt: null } });
	if (!mailbox) throw new Refusal('not-found', 'missing');
	if (mailbox.ownerId !== actor.userId && actor.licence !== 'responsable')
		throw new Refusal('forbidden', 'not-allowed');
	return mailbox;
}
