import type { DueSend } from '#domain/sends/due-send.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A mail that a person wrote and that nothing is known to hold back; locks nothing. */
export async function readDueMail(tx: Transaction, sendId: string): Promise<DueSend | undefined> {
	const send = await tx.db.send.findFirst({
		where: {
			id: sendId,
			state: { in: ['ready', 'claimed'] },
			OR: [{ notBefore: null }, { notBefore: { lte: tx.at } }],
		},
		select: { senderId: true, refusals: true },
	});
	return send ? { sendId, ...send } : undefined;
}
