import type { Transaction } from '#platform/database/database.ts';

/** The attempt that asks. */
export interface HeldSend {
	readonly sendId: string;
	readonly fence: number;
}

/**
 * The last gate: after it the final dot may be written, and must not be written without it. The caller has locked what
 * may stop the send and has asked again whether it may leave, in this same transaction (design.md "A send").
 *
 * @returns false where the fence moved or a stopping fact revoked the claim.
 */
export async function armSend(tx: Transaction, held: HeldSend): Promise<boolean> {
	const armed = await tx.db.$executeRaw`
		/* send: arm */
		UPDATE send SET state = 'armed', armed_at = clock_timestamp()
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${held.sendId}::uuid
			AND fence = ${held.fence} AND state = 'claimed'`;
	if (armed === 0) return false;
	await tx.db.sendContent.updateMany({ where: { sendId: held.sendId }, data: { isFinal: true } });
	await tx.db.sendAttempt.updateMany({
		where: { sendId: held.sendId, fence: held.fence },
		data: { armedAt: tx.at },
	});
	return true;
}
