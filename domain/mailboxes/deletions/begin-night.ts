import { notify } from '#domain/notifications/notify.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from '../fenced-out.ts';
import { lastNight } from '../nightly.ts';
import type { FollowedMail, MailPlace } from './weigh-sight.ts';

/** What one night looks for in a mailbox whose deletions are followed (G-18). */
export interface DeletionsNight {
	/** Which wish it follows: what it finds is void once that was taken back. */
	readonly since: Date;
	readonly mails: readonly FollowedMail[];
}

/**
 * Begins a night, once a night whatever becomes of it: a server on which looking for mails ends badly is left alone until the
 * next one. After a restore of the database deletions are followed no more, for somebody may have ended it in the time that
 * was lost.
 *
 * @returns undefined where none is due.
 * @throws {FencedOut}
 */
export async function beginDeletionsNight(
	tx: Transaction,
	watch: WatchHold & { readonly timeZone: string },
): Promise<DeletionsNight | undefined> {
	const { mailboxId } = watch;
	const followed = await tx.db.followedDeletions.findFirst({ where: { mailboxId } });
	if (!followed) return undefined;
	const { since, triedAt } = followed;
	if ((triedAt ?? since) >= lastNight(tx.at, watch.timeZone)) return undefined;
	await holdWatch(tx, watch);
	const restored = await tx.sql`SELECT FROM restore_incident WHERE proven_at >= ${since} LIMIT 1`;
	if (restored.length > 0) {
		const { count } = await tx.db.followedDeletions.deleteMany({ where: { mailboxId, since } });
		if (count > 0) await recordEvent(tx, { kind: 'mailbox-deletions', mailboxId, data: { how: 'restored' } });
		return undefined;
	}
	const { count } = await tx.db.followedDeletions.updateMany({
		where: { mailboxId, since },
		data: { triedAt: tx.at },
	});
	if (count > 0 && triedAt) await tellUnfinished(tx, mailboxId, followed.checkedAt ?? since);
	return count > 0 ? { since, mails: await mailsToFind(tx, mailboxId) } : undefined;
}

/** So long no night may end before its owner hears of it, once until one does: milliseconds. */
const UNFINISHED_FOR = 7 * 86_400_000;

/** Night after night a server cuts off, or a mailbox is too large for one watch: its owner believes that deletions are carried over. */
async function tellUnfinished(tx: Transaction, mailboxId: string, ended: Date): Promise<void> {
	if (tx.at.getTime() - ended.getTime() < UNFINISHED_FOR) return;
	const how = { path: ['how'], equals: 'unfinished' };
	const told = await tx.db.event.count({
		where: { mailboxId, kind: 'mailbox-deletions', at: { gt: ended }, data: how },
	});
	if (told > 0) return;
	const data = { how: 'unfinished' } as const;
	const { id: eventId } = await recordEvent(tx, { kind: 'mailbox-deletions', mailboxId, data });
	const { ownerId } = await tx.db.mailbox.findFirstOrThrow({
		where: { id: mailboxId },
		select: { ownerId: true },
	});
	await notify(tx, { userId: ownerId, kind: 'deletions-unfinished', mailboxId, eventId, data: {} });
}

interface FoundRow {
	readonly messageId: string;
	readonly key: string;
	readonly receivedAt: Date;
	readonly folder: string;
	readonly uidValidity: string;
	readonly uid: string;
	readonly lastFolder: string | null;
	readonly lastUidValidity: string | null;
	readonly lastUid: string | null;
	readonly isMissing: boolean;
	readonly isSought: boolean;
}

/**
 * Every mail that the mailbox has and that has words to lose; one that was read since deletions are followed was there to be
 * read. One without a Message-ID cannot be told from others once it was
 * moved, copies of mails of ours are evidence of theirs, and what an erasure left is empty: none of these is looked for.
 */
async function mailsToFind(tx: Transaction, mailboxId: string): Promise<FollowedMail[]> {
	const rows = await tx.sql<FoundRow>`
		SELECT m.id::text AS "messageId", m.message_id_key AS key, m.received_at AS "receivedAt", held.folder, held.uid_validity AS "uidValidity", held.uid,
			CASE WHEN s.message_id IS NOT NULL THEN s.folder WHEN held.stored_at >= f.since THEN held.folder END
				AS "lastFolder",
			CASE WHEN s.message_id IS NOT NULL THEN s.uid_validity WHEN held.stored_at >= f.since THEN held.uid_validity END
				AS "lastUidValidity",
			CASE WHEN s.message_id IS NOT NULL THEN s.uid WHEN held.stored_at >= f.since THEN held.uid END AS "lastUid",
			s.missing_since IS NOT NULL AS "isMissing",
			CASE WHEN s.message_id IS NOT NULL THEN s.folder IS NOT NULL ELSE held.stored_at >= f.since END
				OR f.checked_at IS NULL OR held.stored_at >= f.checked_at AS "isSought"
		FROM followed_deletions f
		JOIN (
			SELECT subscription_id, mailbox_id, id AS message_id, folder, uid_validity, uid, stored_at FROM message
			UNION ALL
			SELECT subscription_id, mailbox_id, message_id, folder, uid_validity, uid, stored_at FROM message_copy
		) held ON (held.subscription_id, held.mailbox_id) = (f.subscription_id, f.mailbox_id)
		JOIN message m ON (m.subscription_id, m.id) = (held.subscription_id, held.message_id)
		LEFT JOIN mail_sight s ON (s.subscription_id, s.mailbox_id, s.message_id) = (f.subscription_id, f.mailbox_id, m.id)
		WHERE f.subscription_id = ${tx.subscriptionId}::uuid AND f.mailbox_id = ${mailboxId}::uuid AND m.gone_at IS NULL
			AND m.message_id_key NOT LIKE 'erased:%' AND m.message_id_key NOT LIKE 'nomid:%'
			AND (m.direction = 'in' OR m.send_id IS NULL)`;
	return rows.map((row) => ({
		messageId: row.messageId,
		key: row.key,
		receivedAt: row.receivedAt,
		stored: placeOf(row.folder, row.uidValidity, row.uid),
		last: row.lastFolder === null ? null : placeOf(row.lastFolder, row.lastUidValidity!, row.lastUid!),
		isMissing: row.isMissing,
		isSought: row.isSought,
	}));
}

const placeOf = (folder: string, uidValidity: string, uid: string): MailPlace => ({
	folder,
	uidValidity: BigInt(uidValidity),
	uid: Number(uid),
});
