import type { Transaction } from '#platform/database/database.ts';
import type { RestoreProof } from './record-restore.ts';

/**
 * A step of a live run, or a mail of an issue, lies in Sent and no row knows it: no claim is older than its mail, so the database
 * came back from a backup.
 *
 * @returns undefined where an incident covers it.
 */
export async function proofOfCopy(
	tx: Transaction,
	mailboxId: string,
	copy: {
		readonly sendId: string;
		readonly of: { readonly engagementId: string } | { readonly issueId: string };
		readonly receivedAt: Date;
	},
): Promise<RestoreProof | undefined> {
	const { engagementId = null, issueId = null } = { ...copy.of } as Partial<
		Record<'engagementId' | 'issueId', string>
	>;
	const [row] = await tx.db.$queryRaw<{ newest: number; lostSince: Date; isCovered: boolean }[]>`
		SELECT coalesce(incident.number, 0) AS newest, known.since AS "lostSince",
			coalesce(incident.recorded_at >= m.created_at
				AND (back.reopened_at IS NULL OR incident.proven_at >= ${copy.receivedAt}), false) AS "isCovered"
		FROM (SELECT coalesce(last_look_at, engaged_at) AS since FROM engagement
				WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${engagementId}::uuid
			UNION ALL SELECT coalesce((SELECT max(send.created_at) FROM send
					WHERE (send.subscription_id, send.issue_id) = (issue.subscription_id, issue.id)), issue.snapshot_at)
				FROM newsletter_issue issue
				WHERE issue.subscription_id = ${tx.subscriptionId}::uuid AND issue.id = ${issueId}::uuid) known
		JOIN mailbox m ON m.subscription_id = ${tx.subscriptionId}::uuid AND m.id = ${mailboxId}::uuid
		LEFT JOIN restore_incident incident ON incident.number = (SELECT max(number) FROM restore_incident)
		LEFT JOIN mailbox_read_back back
			ON (back.subscription_id, back.mailbox_id, back.incident) = (m.subscription_id, m.id, incident.number)`;
	if (!row || row.isCovered) return undefined;
	const { newest, lostSince } = row;
	return { newest, lostSince, provenBy: 'sent-folder', mailboxId, sendId: copy.sendId };
}
