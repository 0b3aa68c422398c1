import type { Transaction } from '#platform/database/database.ts';

/** What a run proves whose row does not know the newest send that the run knows to be accepted. */
export interface Behind {
	/**
	 * - `unproven`: no incident covers it; one is to be recorded before anything else.
	 * - `read-back`: its mailbox was read back and does not hold that mail: the run's own word counts.
	 */
	readonly incident: 'unproven' | 'read-back';
	/** Number of the newest incident; 0: there was none. */
	readonly newest: number;
	readonly mailboxId: string;
	readonly sendId: string;
	/** The backup is not older: the row was looked at then. */
	readonly lostSince: Date;
}

/**
 * Compares a run that knows a send with what the database knows (docs/design/restore.md#behind). A run
 * that looked since its mailbox was read back and is behind again proves another restore.
 *
 * @returns undefined where an incident already holds its mailbox.
 */
export async function behindOf(
	tx: Transaction,
	engagementId: string,
	sendId: string,
): Promise<Behind | undefined> {
	const [row] = await tx.db.$queryRaw<
		{ mailboxId: string; lostSince: Date; newest: number; reopenedAt: Date | null; isNewMailbox: boolean }[]
	>`
		SELECT e.mailbox_id::text AS "mailboxId", coalesce(e.last_look_at, e.engaged_at) AS "lostSince",
			coalesce(incident.number, 0) AS newest, back.reopened_at AS "reopenedAt",
			coalesce(incident.recorded_at < m.created_at, true) AS "isNewMailbox"
		FROM engagement e
		JOIN mailbox m ON (m.subscription_id, m.id) = (e.subscription_id, e.mailbox_id)
		LEFT JOIN restore_incident incident ON incident.number = (SELECT max(number) FROM restore_incident)
		LEFT JOIN mailbox_read_back back
			ON (back.subscription_id, back.mailbox_id, back.incident) = (m.subscription_id, m.id, incident.number)
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid`;
	if (!row) return undefined;
	const { reopenedAt, isNewMailbox, ...behind } = row;
	if (!isNewMailbox && !reopenedAt) return undefined;
	const isOfThisIncident = reopenedAt !== null && reopenedAt >= row.lostSince;
	return { ...behind, sendId, incident: isOfThisIncident ? 'read-back' : 'unproven' };
}
