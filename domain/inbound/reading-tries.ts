import { holdWatch, type WatchHold } from '#domain/mailboxes/fenced-out.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A folder of a mailbox whose UIDs mean what they meant. */
export interface ReadPlace {
	readonly folder: string;
	readonly uidValidity: bigint;
}

/**
 * Notes that some mails are about to be read, those only that nobody noted yet.
 *
 * @returns how often those were begun already whose reading never ended: the process did. They are to be read one by one.
 * @throws {FencedOut}
 */
export async function beginReading(
	tx: Transaction,
	watch: WatchHold,
	{ folder, uidValidity }: ReadPlace,
	uids: readonly number[],
): Promise<Map<number, number>> {
	await holdWatch(tx, watch);
	const rows = await tx.sql<{ uid: number; tries: number }>`
		WITH begun AS (
			INSERT INTO reading_try (subscription_id, mailbox_id, folder, uid_validity, uid, begun_at)
			SELECT ${tx.subscriptionId}::uuid, ${watch.mailboxId}::uuid, ${folder}, ${uidValidity}::bigint, uid, clock_timestamp()
			FROM unnest(${uids.map(String)}::bigint[]) AS uid
			ON CONFLICT DO NOTHING
		)
		SELECT uid::float8 AS uid, tries FROM reading_try
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${watch.mailboxId}::uuid
			AND folder = ${folder} AND uid_validity = ${uidValidity}::bigint AND uid = ANY (${uids.map(String)}::bigint[])`;
	return new Map(rows.map(({ uid, tries }) => [uid, tries]));
}

/** Counts one more try of a mail that was begun before. @throws {FencedOut} */
export async function beginAgain(
	tx: Transaction,
	watch: WatchHold,
	{ folder, uidValidity }: ReadPlace,
	uid: number,
): Promise<void> {
	await holdWatch(tx, watch);
	await tx.sql`
		UPDATE reading_try SET tries = tries + 1, begun_at = clock_timestamp()
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${watch.mailboxId}::uuid
			AND folder = ${folder} AND uid_validity = ${uidValidity}::bigint AND uid = ${uid}::bigint`;
}

/** The process outlived the reading of these mails, whatever came of it: nothing is noted of them any more. */
export async function endReading(
	tx: Transaction,
	mailboxId: string,
	{ folder, uidValidity }: ReadPlace,
	uids: readonly number[],
): Promise<void> {
	await tx.sql`
		DELETE FROM reading_try
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND folder = ${folder} AND uid_validity = ${uidValidity}::bigint AND uid = ANY (${uids.map(String)}::bigint[])`;
}
