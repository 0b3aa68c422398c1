import type { Transaction } from '#platform/database/database.ts';
import { poke } from '#domain/outbox/poke.ts';

/** A mail of a run that had left our process when the fact was recorded: its fate follows (5.2-8). */
export interface InFlight {
	readonly sendId: string;
	readonly position: number;
}

/**
 * The one way to record a fact after which nothing more may leave: a reply, a STOP, a pause, an objection. Takes the
 * engagement's lock, turns its claimed sends to `revoked` with fence + 1, so that none of them can arm, frees its slot and
 * pokes its run. The fact itself is written by the caller in this same transaction.
 *
 * @returns the step that was armed already, or whose fate is not known: it alone may still leave.
 */
export async function holdBack(tx: Transaction, engagementId: string): Promise<InFlight | undefined> {
	const inFlight = await revokeClaims(tx, engagementId);
	await poke(tx, 'engagement', engagementId);
	return inFlight;
}

/** The same without a poke, for a look: its run learns the end from the answer. */
export async function revokeClaims(tx: Transaction, engagementId: string): Promise<InFlight | undefined> {
	await tx.lock('engagement', [engagementId]);
	const [open] = await tx.sql<InFlight>`
		WITH revoked AS (
			UPDATE send SET state = 'revoked', fence = fence + 1, lease_until = NULL
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND engagement_id = ${engagementId}::uuid
				AND state = 'claimed'
		), freed AS (
			DELETE FROM mailbox_slot
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND engagement_id = ${engagementId}::uuid
		)
		SELECT id::text AS "sendId", position FROM send
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND engagement_id = ${engagementId}::uuid
			AND (state = 'armed' OR state = 'uncertain' AND settled_at IS NULL)
		LIMIT 1`;
	return open;
}
