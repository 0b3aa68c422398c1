import type { Transaction } from '#platform/database/database.ts';

/**
 * A mail of ours lies in a Sent folder, and neither a row nor a live run knows it: after a restore support's incident lists
 * it. Without one nothing is kept (it may be of somebody who was erased).
 */
export async function recordUnknownSent(
	tx: Transaction,
	mailboxId: string,
	mail: { readonly sendId: string; readonly sentAt: Date },
): Promise<void> {
	await tx.db.$executeRaw`
		INSERT INTO unknown_sent_mail (subscription_id, mailbox_id, send_id, sent_at)
		SELECT ${tx.subscriptionId}::uuid, ${mailboxId}::uuid, ${mail.sendId}::uuid, ${mail.sentAt}
		FROM restore_incident WHERE number = (SELECT max(number) FROM restore_incident) AND lost_since <= ${mail.sentAt}
		ON CONFLICT DO NOTHING`;
}
