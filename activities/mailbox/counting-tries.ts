import { beginAgain, beginReading, endReading, type ReadPlace } from '#domain/inbound/reading-tries.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readingLimits } from '#platform/limits.ts';
import type { Watching } from './mailbox-deps.ts';

/**
 * Has mails read, each try stored before it begins (docs/design/reading.md#strangers). Where a process ended in the middle,
 * they are read one by one, so that the one to blame is alone at its next try.
 *
 * @param read `mayRead` is false for a mail that was met too often: only its header is looked at.
 * @throws what `read` throws, FencedOut
 */
export async function countingTries(
	{ deps, subscriptionId, watch }: Watching,
	place: ReadPlace,
	uids: readonly number[],
	read: (uids: readonly number[], mayRead: boolean) => Promise<void>,
): Promise<void> {
	const inSubscription = <T>(work: (tx: Transaction) => Promise<T>) =>
		deps.database.inSubscription(subscriptionId, work);
	const begun = await inSubscription((tx) => beginReading(tx, watch, place, uids));
	try {
		if (begun.size === 0) return await read(uids, true);
		for (const uid of uids) {
			if (begun.has(uid)) await inSubscription((tx) => beginAgain(tx, watch, place, uid));
			await read([uid], (begun.get(uid) ?? 0) < readingLimits.tries);
		}
	} finally {
		// Whatever came of it, the process outlived it.
		await inSubscription((tx) => endReading(tx, watch.mailboxId, place, uids));
	}
}
