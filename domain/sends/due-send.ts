/** A send that may be claimed now, as far as its row says. */
export interface DueSend {
	readonly sendId: string;
	/** From where it leaves; null: from the platform's own sender. */
	readonly senderId: string | null;
	/** What is read of its sender, where that was read: whoever changes that holds its lock. */
	readonly mailboxId?: string;
	/** Whom it would go to by now, where that was read. */
	readonly recipient?: string | null;
	/** How often the other side put it off; null where that was not read. 0: no copy of it can exist. */
	readonly refusals: number | null;
}
