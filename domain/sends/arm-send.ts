import type { Transaction } from '#platform/database/database.ts';

/** The attempt that asks. */
export interface HeldSend {
	readonly sendId: string;
	readonly fence: number;
	/** How long it took, once it is over; wall clock. */
	readonly milliseconds?: number;
}

/**
 * The last gate: after it the final dot may be written, and must not be written without it. The caller has locked what
 * may stop the send and has asked again whether it may leave, in this same transaction (docs/design/sending.md#arm).
 *
 * @returns false where the fence moved or a stopping fact revoked the claim.
 */
export async function armSend(tx: Transaction, held: HeldSend): Promise<boolean> {
	const armed = await tx.sql<unknown>`
		/* send: arm */
		WITH armed AS (
			UPDATE send SET state = 'armed', armed_at = clock_timestamp()
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${held.sendId}::uuid
				AND fence = ${held.fence} AND state = 'claimed'
			RETURNING subscription_id, id, fence
		), attempt AS (
			UPDATE send_attempt SET armed_at = ${tx.at} FROM armed
			WHERE (send_attempt.subscription_id, send_id, send_attempt.fence)
				= (armed.subscription_id, armed.id, armed.fence)
		)
		SELECT id::text FROM armed`;
	return armed.length > 0;
}
