import type { Transaction } from '#platform/database/database.ts';

/**
 * A watch as its holder names it: what it writes is void once somebody else took the mailbox
 * (docs/design/processes.md#mailbox).
 */
export interface WatchHold {
	readonly mailboxId: string;
	readonly fence: number;
}

/** Another watcher took the mailbox, or nobody may watch it any more: this one closes. */
export class FencedOut extends Error {
	override name = 'FencedOut';
	constructor() {
		super('another watcher took the mailbox');
	}
}

/**
 * Holds the fence for this transaction: whoever takes the mailbox meanwhile waits for its end.
 *
 * @throws {FencedOut}
 */
export async function holdWatch(tx: Transaction, { mailboxId, fence }: WatchHold): Promise<void> {
	const held = await tx.db.$queryRaw<unknown[]>`
		SELECT 1 FROM mailbox_watch WHERE subscription_id = ${tx.subscriptionId}::uuid
			AND mailbox_id = ${mailboxId}::uuid AND fence = ${fence} FOR SHARE`;
	if (held.length === 0) throw new FencedOut();
}
