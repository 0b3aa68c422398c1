import { pokeMailboxRuns } from '#domain/outbox/poke-mailbox-runs.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import { watchLimits } from '#platform/limits.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * A watch ended without an answer. Where nobody proved for ten minutes that the mailbox is read, it is *unwatched*: our
 * fault, so its runs block, a line stands in the timeline, and its owner is not asked to mend anything.
 *
 * @param fresh milliseconds for which a proof holds.
 * @returns `ended`: there is nothing to watch any more; `unwatched`: since this call; `watched`: not yet, or known already.
 */
export async function recordUnwatched(
	tx: Transaction,
	mailboxId: string,
	fresh: number = watchLimits.proofFresh,
): Promise<'ended' | 'unwatched' | 'watched'> {
	if ((await tx.db.mailbox.count({ where: { id: mailboxId, deletedAt: null } })) === 0) return 'ended';
	const marked = await tx.db.$executeRaw`
		UPDATE mailbox_watch SET unwatched_at = ${tx.at}
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox_id = ${mailboxId}::uuid
			AND lost_at IS NULL AND unwatched_at IS NULL
			AND coalesce(proven_at, changed_at) < clock_timestamp() - make_interval(secs => ${fresh / 1_000}::float)`;
	if (marked === 0) return 'watched';
	await recordEvent(tx, { kind: 'mailbox-unwatched', mailboxId, data: {} });
	await pokeMailboxRuns(tx, mailboxId, 'all');
	return 'unwatched';
}
