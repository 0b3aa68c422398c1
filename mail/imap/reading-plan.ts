import type { FolderStatus } from './found-in-folder.ts';

/** How far a folder was read. */
export interface FolderCursor {
	/** Null: never opened. */
	readonly uidValidity: bigint | null;
	/** Every UID up to here was read. */
	readonly lastUid: bigint;
	/** When it was last read to its end (in the time of its INTERNALDATEs), null: never. */
	readonly readAt: Date | null;
}

/**
 * What to read in a folder:
 *
 * - `nothing`: it stands where the cursor stands.
 * - `begin`: the mailbox is new to us: what lies there is history; reading begins with what comes.
 * - `after`: every UID above the cursor.
 * - `again`: UIDs mean something else now, or the folder is new in a mailbox that we know: mails of the last days, each
 *   compared with those already stored, then on from the end.
 */
export type ReadingPlan =
	| { readonly kind: 'nothing' }
	| { readonly kind: 'begin'; readonly lastUid: bigint }
	| { readonly kind: 'after'; readonly uid: bigint }
	| { readonly kind: 'again'; readonly since: Date; readonly lastUid: bigint };

const DAY = 86_400_000;
/** Clocks, zones and slow servers: how far behind the last reading one looks again. */
const LOOK_BACK = 3 * DAY;

/**
 * Plans the reading of a folder (docs/design/imap.md#reading).
 *
 * @param knownSince Since when the mailbox is read by us; null: this is its first reading.
 */
export function planReading(
	cursor: FolderCursor,
	status: FolderStatus,
	knownSince: Date | null,
): ReadingPlan {
	const last = BigInt(status.uidNext) - 1n;
	if (cursor.uidValidity === status.uidValidity) {
		return cursor.lastUid >= last ? { kind: 'nothing' } : { kind: 'after', uid: cursor.lastUid };
	}
	const since = cursor.readAt ?? knownSince;
	if (since === null) return { kind: 'begin', lastUid: last };
	return { kind: 'again', since: new Date(since.getTime() - LOOK_BACK), lastUid: last };
}

/** Folders that are watched: all that can be opened but drafts and trash (docs/design/processes.md#mailbox). */
export function isWatched(folder: {
	readonly specialUse: string | null;
	readonly selectable: boolean;
}): boolean {
	return folder.selectable && folder.specialUse !== '\\Drafts' && folder.specialUse !== '\\Trash';
}
