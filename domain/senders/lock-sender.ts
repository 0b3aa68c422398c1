import type { Transaction } from '#platform/database/database.ts';

/** A sender and what is read of it. */
export interface LockedSender {
	readonly id: string;
	readonly mailboxId: string | null;
}

/**
 * Locks what the mails of a sender wait for. One that is read is locked by its mailbox, because whoever changes what is read
 * (lost, caught up, read back) holds that lock and pokes whom it holds back; one that is not is locked by its own row.
 */
export async function lockSender(tx: Transaction, { id, mailboxId }: LockedSender): Promise<void> {
	if (mailboxId === null) await tx.lock('sender', [id]);
	else await tx.lock('mailbox', [mailboxId]);
}

/** The same, of the sender that a send leaves from; the platform's own is no row. */
export async function lockSenderOfSend(tx: Transaction, sendId: string): Promise<void> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId },
		select: { sender: { select: { id: true, mailboxId: true } } },
	});
	if (send?.sender) await lockSender(tx, send.sender);
}
