import type { Mailbox, Sender } from '#prisma/generated/client/client.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** A mailbox with who its mails leave from. */
export interface OwnMailbox extends Mailbox {
	readonly sender: Sender;
}

/**
 * Locks a mailbox that the actor may set up: its owner, or a responsable for somebody else (5.6-3).
 *
 * @throws {Refusal} missing; not-allowed.
 */
export async function lockOwnMailbox(tx: Transaction, actor: Actor, mailboxId: string): Promise<OwnMailbox> {
	await tx.lock('mailbox', [mailboxId]);
	return readOwnMailbox(tx, actor, mailboxId);
}

/** The same without a lock, for what changes nothing. @throws {Refusal} missing; not-allowed. */
export async function readOwnMailbox(tx: Transaction, actor: Actor, mailboxId: string): Promise<OwnMailbox> {
	const mailbox = await tx.db.mailbox.findFirst({
		where: { id: mailboxId, deletedAt: null },
		include: { sender: true },
	});
	if (!mailbox?.sender) throw new Refusal('not-found', 'missing');
	if (mailbox.ownerId !== actor.userId && actor.licence !== 'responsable')
		throw new Refusal('forbidden', 'not-allowed');
	return { ...mailbox, sender: mailbox.sender };
}
