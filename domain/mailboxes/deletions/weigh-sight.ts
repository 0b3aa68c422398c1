/** Where a mail lies on its server. */
export interface MailPlace {
	readonly folder: string;
	readonly uidValidity: bigint;
	readonly uid: number;
}

/** A mail of a mailbox whose deletions are followed. */
export interface FollowedMail {
	readonly messageId: string;
	/** Its Message-ID as it is compared. */
	readonly key: string;
	/** INTERNALDATE. */
	readonly receivedAt: Date;
	/** Where it lay when it was read first. */
	readonly stored: MailPlace;
	/** Where it was seen last since deletions are followed; null: nothing proves that it was there. */
	readonly last: MailPlace | null;
	readonly isMissing: boolean;
	/** Whether it is worth going through all folders for, where it is not at its place. */
	readonly isSought: boolean;
}

/** A folder as a night saw it. */
export interface SeenFolder {
	readonly uidValidity: bigint;
	readonly mails: number;
	/** Of the mails that it shows; null: none. */
	readonly lowestUid: number | null;
}

/** What a night saw of the account. */
export interface SeenFolders {
	/** Every folder that may hold mail, by path. */
	readonly folders: ReadonlyMap<string, SeenFolder>;
	/** Since when a folder of all mails shows them, where it may show the newest alone; null: it shows all, or there is none. */
	readonly shownSince: Date | null;
}

/**
 * Of a folder with so many mails a provider may show the newest alone (Gmail lets people choose 1,000 and more, Yahoo shows
 * 10,000), and a rule of the server may take away the oldest: what is older than all that is shown is not deleted by anybody.
 */
export const SHOWN_IN_PART = 1_000;

/**
 * - `there`: as before.
 * - `seen`: at a place that was not known yet, or again.
 * - `missing`: in no folder, while the folder where it lay is the same as before.
 * - `unproven`: in no folder, and the folder where it lay is gone, was made anew, or may show its newest mails alone, or the mail may
 *   be archived where older ones are not shown.
 * - `unknown`: it was not there before either.
 */
export type Sighting =
	| { readonly kind: 'there' | 'missing' | 'unproven' | 'unknown' }
	| { readonly kind: 'seen'; readonly place: MailPlace };

/**
 * Says what a night found out about a mail, after it saw every folder (docs/design/imap.md#deletions).
 *
 * @param found where it lies, by its UID or its Message-ID; undefined: in none of them.
 */
export function weighSight(
	{ last, isMissing, receivedAt }: Pick<FollowedMail, 'last' | 'isMissing' | 'receivedAt'>,
	found: MailPlace | undefined,
	{ folders, shownSince }: SeenFolders,
): Sighting {
	if (found)
		return last && isSamePlace(last, found) && !isMissing
			? { kind: 'there' }
			: { kind: 'seen', place: found };
	if (!last) return { kind: 'unknown' };
	const isHidden = shownSince !== null && receivedAt <= shownSince;
	return { kind: !isHidden && shows(folders.get(last.folder), last) ? 'missing' : 'unproven' };
}

/** Whether a folder would show a mail that lay in it. */
function shows(folder: SeenFolder | undefined, { uidValidity, uid }: MailPlace): boolean {
	if (folder?.uidValidity !== uidValidity) return false;
	return folder.mails < SHOWN_IN_PART || (folder.lowestUid !== null && folder.lowestUid < uid);
}

const isSamePlace = (one: MailPlace, other: MailPlace) =>
	one.folder === other.folder && one.uidValidity === other.uidValidity && one.uid === other.uid;
