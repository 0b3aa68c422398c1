import type { Transaction } from '#platform/database/database.ts';

/** How many of the older mails of each folder are kept, for they concern somebody known (5.5-2), by the folder's id. */
export async function keptInFolders(
	tx: Transaction,
	mailboxId: string,
): Promise<ReadonlyMap<string, number>> {
	const counts = await tx.db.$queryRaw<{ id: string; kept: number }[]>`
		SELECT f.id::text, (
			(SELECT count(*) FROM message m WHERE m.subscription_id = f.subscription_id AND m.mailbox_id = f.mailbox_id
				AND m.folder = f.path AND m.uid_validity = f.uid_validity AND m.uid <= f.history_end)
			+ (SELECT count(*) FROM message_copy c WHERE c.subscription_id = f.subscription_id AND c.mailbox_id = f.mailbox_id
				AND c.folder = f.path AND c.uid_validity = f.uid_validity AND c.uid <= f.history_end))::int AS kept
		FROM mailbox_folder f
		WHERE f.subscription_id = ${tx.subscriptionId}::uuid AND f.mailbox_id = ${mailboxId}::uuid`;
	return new Map(counts.map(({ id, kept }) => [id, kept]));
}
