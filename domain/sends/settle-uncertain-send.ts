import type { Transaction } from '#platform/database/database.ts';

/**
 * Ends the search for evidence by the mailbox's policy `silence`: the send counts as left, and stays uncertain for whoever
 * asks. A later bounce, reply or Sent copy still turns it into an accepted one.
 */
export async function settleBySilence(tx: Transaction, sendId: string): Promise<boolean> {
	const { count } = await tx.db.send.updateMany({
		where: { id: sendId, state: 'uncertain', settledAt: null },
		data: { settledBy: 'silence', settledAt: tx.at },
	});
	return count > 0;
}

/** The mailbox's policy `delivery`: the same bytes under the same Message-ID may be sent once more. */
export async function reopenForDelivery(tx: Transaction, sendId: string): Promise<boolean> {
	const { count } = await tx.db.send.updateMany({
		where: { id: sendId, state: 'uncertain', settledAt: null },
		data: { state: 'ready', fence: { increment: 1 }, sentAt: null },
	});
	return count > 0;
}
