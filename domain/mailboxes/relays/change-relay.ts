import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { lockRelay, readRelay } from './own-relay.ts';
import { assertTakesReplies } from './save-relay.ts';

/** What is changed of a relay without trying its server again. */
export interface RelayChange {
	readonly senderId: string;
	readonly displayName: string;
	readonly replyMailboxId: string;
	/** Mails a day at most. */
	readonly dailyCap: number;
	/** What its contract allows in a sliding 24 h; null: not known. */
	readonly providerDailyLimit: number | null;
}

/** @throws {Refusal} missing; not-allowed; relays-off; reply-mailbox-missing. */
export async function changeRelay(
	tx: Transaction,
	actor: Actor,
	{ senderId, ...change }: RelayChange,
): Promise<void> {
	await readRelay(tx, actor, senderId);
	// A mailbox is locked before a sender.
	await assertTakesReplies(tx, change.replyMailboxId);
	await lockRelay(tx, actor, senderId);
	await tx.db.sender.updateMany({ where: { id: senderId }, data: change });
}
