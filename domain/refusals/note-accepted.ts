import type { Transaction } from '#platform/database/database.ts';
import { reviewFirstContacts } from './first-contacts.ts';
import { liftRefusals } from './lift-refusals.ts';
import { nextTryOfRefused } from './try-pauses.ts';

/**
 * A mail of a sender got through, by the server's own 250: what held it is lifted (5.7-4). What a report told is over only
 * where no further report comes until the next try.
 */
export async function noteAccepted(tx: Transaction, sendId: string): Promise<void> {
	const send = await tx.db.send.findFirst({
		where: { id: sendId },
		select: { senderId: true, recipient: true },
	});
	if (!send?.senderId) return;
	const { senderId } = send;
	const domain = send.recipient?.split('@').at(-1) ?? null;
	const met = { senderId, liftedAt: null, OR: [{ scope: 'sender' }, { scope: 'domain', domain }] };
	await tx.db.senderRefusal.updateMany({
		where: { ...met, isReported: true, probeLeftAt: null },
		data: { probeLeftAt: tx.at, probeSendId: sendId, nextTryAt: nextTryOfRefused(tx.at, 0) },
	});
	await liftRefusals(tx, senderId, { ...met, isReported: false }, { by: 'try' });
	const holdsFirst = await tx.db.senderRefusal.count({
		where: { senderId, scope: 'first-contacts', liftedAt: null },
	});
	if (holdsFirst > 0) await reviewFirstContacts(tx, senderId);
}
