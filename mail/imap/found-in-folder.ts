/** Where a folder stands (RFC 3501). UIDVALIDITY and UIDNEXT belong together: UIDs mean nothing under another one. */
export interface FolderStatus {
	readonly uidValidity: bigint;
	readonly uidNext: number;
}

/** Some fields of a header. */
export interface Glance {
	readonly uid: number;
	/** Those that the mail has, as it has them. */
	readonly head: Buffer;
}

/** A mail's header and measures, before anything else of it is fetched. */
export interface FetchedHead {
	readonly uid: number;
	/** INTERNALDATE: when it came to this server. */
	readonly receivedAt: Date;
	readonly size: number;
	readonly head: Buffer;
}

/** How a mail of ours is recognised in a folder. */
export interface SentMark {
	/** With angle brackets. */
	readonly messageId: string;
	readonly sendId: string;
}
