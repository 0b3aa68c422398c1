import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from './fenced-out.ts';
import { isReadRole, type FolderRole } from './folder-roles.ts';

/** A folder whose older mail is to be read. */
export interface HistoryFolder {
	readonly path: string;
	readonly role: FolderRole | null;
	readonly specialUse: string | null;
	readonly uidValidity: bigint;
	/** Up to this UID lies what was there before reading began. */
	readonly end: bigint;
	/** UIDs from here on were read; null: it begins. */
	readonly below: bigint | null;
	/** What came on this day or later was read before. */
	readonly readFrom: Date | null;
}

/** What of a mailbox's older mail is to be read at present. */
export interface HistoryDue {
	/** Which wish it follows: what is recorded of an older one is void. */
	readonly askedAt: Date;
	/** Mails that came on this day or later; null: all. */
	readonly since: Date | null;
	readonly folders: readonly HistoryFolder[];
}

/** Sent first: aliases are learned from it, and what an answer refers to is known before the answer is read. */
const ORDER: readonly (FolderRole | null)[] = ['sent', 'inbox', 'archive', null, 'junk'];

/** @returns undefined where nothing was asked for, or all of it is read. */
export async function historyDue(tx: Transaction, mailboxId: string): Promise<HistoryDue | undefined> {
	const reading = await tx.db.mailboxReading.findFirst({ where: { mailboxId, endedAt: null } });
	if (!reading) return undefined;
	const { askedAt, since } = reading;
	const rows = await tx.db.mailboxFolder.findMany({
		where: {
			mailboxId,
			isImported: true,
			selectable: true,
			missingSince: null,
			historyReadWhole: false,
			uidValidity: { not: null },
		},
		orderBy: { path: 'asc' },
	});
	const folders = rows
		.filter(({ role, historyReadFrom }) => {
			const isRead = since !== null && historyReadFrom !== null && historyReadFrom <= since;
			return isReadRole(role) && !isRead;
		})
		.map((row): HistoryFolder => ({
			path: row.path,
			role: row.role as FolderRole | null,
			specialUse: row.specialUse,
			uidValidity: row.uidValidity!,
			end: row.historyEnd ?? row.lastUid,
			below: row.historyBelow,
			readFrom: row.historyReadFrom,
		}))
		.sort((one, other) => ORDER.indexOf(one.role) - ORDER.indexOf(other.role));
	return { askedAt, since, folders };
}

/** How far a folder's older mail is read. */
export interface HistoryProgress {
	/** UIDs from here on were read; null: nothing is left, or it begins. */
	readonly below: bigint | null;
	/** How many mails the wish takes in, and how many of them were read. */
	readonly total: number;
	readonly read: number;
	readonly isRead: boolean;
}

/**
 * Records how far older mail of a folder was read, after what was found is stored: who goes on, goes on there.
 *
 * @returns false where something else was asked for meanwhile, or its UIDs mean something else: then nothing is recorded.
 * @throws {FencedOut}
 */
export async function recordHistory(
	tx: Transaction,
	watch: WatchHold,
	{ askedAt, since }: Pick<HistoryDue, 'askedAt' | 'since'>,
	{ path, uidValidity }: Pick<HistoryFolder, 'path' | 'uidValidity'>,
	{ below, total, read, isRead }: HistoryProgress,
): Promise<boolean> {
	await holdWatch(tx, watch);
	const { mailboxId } = watch;
	// Held, so that no other wish comes between.
	const wished = await tx.sql`
		SELECT 1 FROM mailbox_reading WHERE subscription_id = ${tx.subscriptionId}::uuid
			AND mailbox_id = ${mailboxId}::uuid AND asked_at = ${askedAt} AND ended_at IS NULL FOR SHARE`;
	if (wished.length === 0) return false;
	const ended = since === null ? { historyReadWhole: true } : { historyReadFrom: since };
	const { count } = await tx.db.mailboxFolder.updateMany({
		where: { mailboxId, path, uidValidity },
		data: { historyBelow: below, historyTotal: total, historyRead: read, ...(isRead ? ended : {}) },
	});
	return count > 0;
}
