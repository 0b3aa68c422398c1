import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from './fenced-out.ts';

/**
 * Every watched folder was read to where it stood at the connection: what the mailbox blocked goes on by itself (5.2-9).
 *
 * @param epoch as `recordProof` answered it before the reading began; a later one stays to be caught up with.
 * @returns true where that opened the gate.
 * @throws {FencedOut}
 */
export async function recordCaughtUp(tx: Transaction, watch: WatchHold, epoch: number): Promise<boolean> {
	// A look holds this lock: either it sees that the mailbox is read, or this sees that it waits.
	await tx.lock('mailbox', [watch.mailboxId]);
	await holdWatch(tx, watch);
	const { count } = await tx.db.mailboxWatch.updateMany({
		where: { mailboxId: watch.mailboxId, epoch, caughtUpEpoch: { lt: epoch } },
		data: { caughtUpEpoch: epoch },
	});
	if (count > 0) await pokeMailboxRuns(tx, watch.mailboxId, 'held');
	return count > 0;
}
