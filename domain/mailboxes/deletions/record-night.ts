import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from '../fenced-out.ts';
import type { DeletionsNight } from './begin-night.ts';
import { carryOutDeletions } from './carry-out-deletions.ts';
import { weighSight, type MailPlace, type SeenFolders, type Sighting } from './weigh-sight.ts';

/** What a night saw. */
export interface NightSeen extends SeenFolders {
	/** Where the mails lie that were looked for, by the id of their rows. */
	readonly found: ReadonlyMap<string, MailPlace>;
}

/** A folder that is listed no more may be back, and its mails with it: so long nothing is taken for deleted. Milliseconds. */
const FOLDER_MISSED_FOR = 7 * 86_400_000;
/** Two nights at which a mail is missing lie so far apart at least, or they were one: milliseconds. */
const PROVEN_AFTER = 20 * 3_600_000;
/** Rows that one statement writes. */
const AT_ONCE = 5_000;

/**
 * Keeps what a night saw, and carries out what two of them prove (G-18, docs/design/imap.md#deletions). A night that saw no
 * mail at all, or not each folder that was there of late, proves nothing: nothing of it is kept.
 *
 * @returns whether it was believed.
 * @throws {FencedOut}
 */
export async function recordDeletionsNight(
	tx: Transaction,
	watch: WatchHold,
	{ since, mails }: DeletionsNight,
	seen: NightSeen,
): Promise<boolean> {
	await holdWatch(tx, watch);
	const { mailboxId } = watch;
	const followed = await tx.sql`
		SELECT FROM followed_deletions WHERE subscription_id = ${tx.subscriptionId}::uuid
			AND mailbox_id = ${mailboxId}::uuid AND since = ${since} FOR UPDATE`;
	if (followed.length === 0 || !(await isWhole(tx, mailboxId, seen))) return false;
	const weighed = mails.map((mail) => ({
		mail,
		sighting: weighSight(mail, seen.found.get(mail.messageId), seen),
	}));
	const of = (kind: Sighting['kind']) => weighed.filter(({ sighting }) => sighting.kind === kind);
	await inParts(
		weighed.flatMap(({ mail: { messageId }, sighting }) =>
			sighting.kind === 'seen' ? [{ messageId, place: sighting.place }] : [],
		),
		(some) => keepSeen(tx, mailboxId, some),
	);
	await inParts(
		of('missing').map(({ mail: { messageId, last } }) => ({ messageId, place: last! })),
		(some) => keepMissing(tx, mailboxId, some),
	);
	await inParts(
		of('unproven').map(({ mail: { messageId } }) => messageId),
		(some) => loseSight(tx, mailboxId, some),
	);
	await tx.db.followedDeletions.updateMany({ where: { mailboxId }, data: { checkedAt: tx.at } });
	const known = weighed.length - of('unknown').length - of('unproven').length;
	await carryOutDeletions(tx, mailboxId, known);
	return true;
}

async function isWhole(tx: Transaction, mailboxId: string, { folders }: NightSeen): Promise<boolean> {
	const isEmpty = [...folders.values()].every(({ mails }) => mails === 0);
	if (isEmpty || ![...folders.keys()].some((path) => path.toUpperCase() === 'INBOX')) return false;
	const known = await tx.db.mailboxFolder.findMany({
		where: {
			mailboxId,
			selectable: true,
			OR: [{ missingSince: null }, { missingSince: { gt: new Date(tx.at.getTime() - FOLDER_MISSED_FOR) } }],
		},
		select: { path: true },
	});
	return known.every(({ path }) => folders.has(path));
}

type Sight = Readonly<{ messageId: string; place: MailPlace }>;

async function inParts<T>(all: readonly T[], write: (some: readonly T[]) => Promise<void>): Promise<void> {
	for (let from = 0; from < all.length; from += AT_ONCE) await write(all.slice(from, from + AT_ONCE));
}

async function keepSeen(tx: Transaction, mailboxId: string, seen: readonly Sight[]): Promise<void> {
	const { ids, folders, validities, uids } = columnsOf(seen);
	await tx.sql`
		INSERT INTO mail_sight (subscription_id, mailbox_id, message_id, folder, uid_validity, uid)
		SELECT m.subscription_id, ${mailboxId}::uuid, m.id, one.folder, one.uid_validity, one.uid
		FROM unnest(${ids}::uuid[], ${folders}::text[], ${validities}::bigint[], ${uids}::bigint[])
			AS one (id, folder, uid_validity, uid)
		JOIN message m ON m.subscription_id = ${tx.subscriptionId}::uuid AND m.id = one.id
		ON CONFLICT (subscription_id, mailbox_id, message_id) DO UPDATE SET folder = excluded.folder,
			uid_validity = excluded.uid_validity, uid = excluded.uid, missing_since = NULL, confirmed_at = NULL`;
}

/** One that somebody kept while the night was under way is not missed: it has no place any more. */
async function keepMissing(tx: Transaction, mailboxId: string, missing: readonly Sight[]): Promise<void> {
	const { ids, folders, validities, uids } = columnsOf(missing);
	const provenBefore = new Date(tx.at.getTime() - PROVEN_AFTER);
	await tx.sql`
		INSERT INTO mail_sight AS s (subscription_id, mailbox_id, message_id, folder, uid_validity, uid, missing_since)
		SELECT m.subscription_id, ${mailboxId}::uuid, m.id, one.folder, one.uid_validity, one.uid, ${tx.at}::timestamptz
		FROM unnest(${ids}::uuid[], ${folders}::text[], ${validities}::bigint[], ${uids}::bigint[])
			AS one (id, folder, uid_validity, uid)
		JOIN message m ON m.subscription_id = ${tx.subscriptionId}::uuid AND m.id = one.id
		ON CONFLICT (subscription_id, mailbox_id, message_id) DO UPDATE SET
			missing_since = coalesce(s.missing_since, excluded.missing_since),
			confirmed_at = coalesce(s.confirmed_at,
				CASE WHEN s.missing_since <= ${provenBefore}::timestamptz THEN excluded.missing_since END)
		WHERE s.folder IS NOT NULL`;
}

/** It stays so until it is seen again: the place where it was first read is no proof any more either. */
async function loseSight(tx: Transaction, mailboxId: string, ids: readonly string[]): Promise<void> {
	await tx.sql`
		INSERT INTO mail_sight (subscription_id, mailbox_id, message_id)
		SELECT m.subscription_id, ${mailboxId}::uuid, m.id FROM message m
		WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND m.id = ANY(${[...ids]}::uuid[])
		ON CONFLICT (subscription_id, mailbox_id, message_id) DO UPDATE SET folder = NULL, uid_validity = NULL, uid = NULL,
			missing_since = NULL, confirmed_at = NULL`;
}

function columnsOf(sights: readonly Sight[]) {
	return {
		ids: sights.map(({ messageId }) => messageId),
		folders: sights.map(({ place }) => place.folder),
		validities: sights.map(({ place }) => String(place.uidValidity)),
		uids: sights.map(({ place }) => String(place.uid)),
	};
}
