import type { DueSend } from '#domain/sends/due-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import { sendIdOf } from './send-id.ts';

interface DueRow {
	readonly senderId: string;
	readonly mailboxId: string;
	readonly position: number;
	readonly occurrence: number;
	readonly refusals: number;
	readonly recipient: string | null;
}

/**
 * The step of a run whose time has come and which nothing is known to hold back: its last look found no closed gate. One that
 * waits for a place at its host is tried at any look: a place may have been given back. Locks nothing and decides nothing;
 * the look that follows asks the gates.
 */
export async function readDueStep(tx: Transaction, engagementId: string): Promise<DueSend | undefined> {
	const [row] = await tx.sql<DueRow>`
		SELECT sender.id::text AS "senderId", e.mailbox_id::text AS "mailboxId", e.position, e.occurrence,
			coalesce(own.refusals, 0) AS refusals, a.address AS recipient
		FROM engagement e
		JOIN sender ON (sender.subscription_id, sender.mailbox_id) = (e.subscription_id, e.mailbox_id)
		LEFT JOIN contact_address a
			ON (a.subscription_id, a.contact_id) = (e.subscription_id, e.contact_id) AND a.is_primary
		LEFT JOIN send own ON (own.subscription_id, own.engagement_id, own.position, own.occurrence)
			= (e.subscription_id, e.id, e.position, e.occurrence)
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid
			AND e.ended_at IS NULL AND e.position <= e.step_count AND (e.next_look_at <= ${tx.at} OR e.reason = 'host-busy')
			AND e.state IN ('scheduled', 'running', 'waiting')`;
	if (!row) return undefined;
	const { position, occurrence, ...due } = row;
	return { sendId: sendIdOf(engagementId, position, occurrence), ...due };
}
