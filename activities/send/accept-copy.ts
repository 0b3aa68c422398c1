import { recordAccepted } from '#domain/sends/record-outcome.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Errand, ErrandSend } from './errands/errand.ts';

/** A copy of a send lies in Sent: it left, and its errand goes on from there. The errand's lock is taken. */
export async function acceptCopy(tx: Transaction, errand: Errand, send: ErrandSend): Promise<void> {
	const sentAt = await recordAccepted(tx, send.sendId, 'sent-folder');
	if (sentAt) await errand.sent(tx, send, sentAt);
}
