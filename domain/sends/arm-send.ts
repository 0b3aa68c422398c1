import type { Transaction } from '#platform/database/database.ts';

/** What the fate of an attempt is known by where its mail leaves as a draft of its server's. */
export interface ArmedDraft {
	readonly id: string;
	/** The Message-ID that the draft has, with angle brackets. */
	readonly messageId?: string | undefined;
}

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
 * @param draft is written down with it.
 * @returns false where the fence moved or a stopping fact revoked the claim.
 */
export async function armSend(tx: Transaction, held: HeldSend, draft?: ArmedDraft): Promise<boolean> {
	const armed = await tx.sql<unknown>`
		/* send: arm */
		WITH armed AS (
			UPDATE send SET state = 'armed', armed_at = clock_timestamp()
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${held.sendId}::uuid
				AND fence = ${held.fence} AND state = 'claimed'
			RETURNING subscription_id, id, fence
		), attempt AS (
			UPDATE send_attempt SET armed_at = ${tx.at}, draft_id = ${draft?.id ?? null},
				draft_message_id = ${draft?.messageId ?? null}
			FROM armed
			WHERE (send_attempt.subscription_id, send_id, send_attempt.fence)
				= (armed.subscription_id, armed.id, armed.fence)
		)
		SELECT id::text FROM armed`;
	return armed.length > 0;
}
