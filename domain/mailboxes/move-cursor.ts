import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from './fenced-out.ts';

/** How far a folder is read now. */
export interface Cursor {
	readonly path: string;
	readonly specialUse: string | null;
	readonly uidValidity: bigint;
	/** Every UID up to here is stored, or nobody's to store. */
	readonly lastUid: bigint;
	/** True where nothing is left above it. */
	readonly atEnd: boolean;
	/** What lies up to here was there before: reading begins anew, and older mail is a matter of its own. */
	readonly historyEnd?: bigint;
}

/**
 * Moves the cursor of a folder, after what was found below it is stored.
 *
 * @throws {FencedOut}
 */
export async function moveCursor(tx: Transaction, watch: WatchHold, cursor: Cursor): Promise<void> {
	await holdWatch(tx, watch);
	const { path, atEnd, ...read } = cursor;
	const { mailboxId } = watch;
	const { historyEnd } = cursor;
	const data = {
		...read,
		...(atEnd ? { readAt: tx.at } : {}),
		...(historyEnd === undefined ? {} : { historyBelow: null }),
	};
	await tx.db.mailboxFolder.upsert({
		where: { subscriptionId_mailboxId_path: { subscriptionId: tx.subscriptionId, mailboxId, path } },
		create: { subscriptionId: tx.subscriptionId, mailboxId, path, ...data },
		update: data,
	});
}
