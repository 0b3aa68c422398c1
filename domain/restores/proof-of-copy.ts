import type { Transaction } from '#platform/database/database.ts';
import type { RestoreProof } from './record-restore.ts';

/**
 * A step of a live run lies in Sent and no row knows it: no claim is older than its mail, so the database came back from a
 * backup.
 *
 * @returns undefined where an incident covers it.
 */
export async function proofOfCopy(
	tx: Transaction,
	mailboxId: string,
	copy: { readonly sendId: string; readonly engagementId: string; readonly receivedAt: Date },
): Promise<RestoreProof | undefined> {
	const [row] = await tx.db.$queryRaw<{ newest: number; lostSince: Date; isCovered: boolean }[]>`
		SELECT coalesce(incident.number, 0) AS newest, coalesce(e.last_look_at, e.engaged_at) AS "lostSince",
			coalesce(incident.recorded_at >= m.created_at
				AND (back.reopened_at IS NULL OR incident.proven_at >= ${copy.receivedAt}), false) AS "isCovered"
		FROM engagement e
		JOIN mailbox m ON (m.subscription_id, m.id) = (e.subscription_id, ${mailboxId}::uuid)
		LEFT JOIN restore_incident incident ON incident.number = (SELECT max(number) FROM restore_incident)
		LEFT JOIN mailbox_read_back back
			ON (back.subscription_id, back.mailbox_id, back.incident) = (m.subscription_id, m.id, incident.number)
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${copy.engagementId}::uuid`;
	if (!row || row.isCovered) return undefined;
	const { newest, lostSince } = row;
	return { newest, lostSince, provenBy: 'sent-folder', mailboxId, sendId: copy.sendId };
}
