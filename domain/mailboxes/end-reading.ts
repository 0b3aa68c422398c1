import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { holdWatch, type WatchHold } from './fenced-out.ts';
import { keptInFolders } from './kept-in-folders.ts';

/**
 * Nothing of what lay in a mailbox before is left to read. The first time that this is so is a line of its history,
 * `mailbox-first-read`, and stands in `mailbox_reading.first_ended_at`: both are written once, in this transaction.
 *
 * @returns `first`: it is told now; `again`: what was asked for later is read too; `ended`: that was so already.
 * @throws {FencedOut}
 */
export async function endReading(tx: Transaction, watch: WatchHold): Promise<'first' | 'again' | 'ended'> {
	await holdWatch(tx, watch);
	const { mailboxId } = watch;
	const { count } = await tx.db.mailboxReading.updateMany({
		where: { mailboxId, endedAt: null, firstEndedAt: { not: null } },
		data: { endedAt: tx.at },
	});
	if (count > 0) return 'again';
	const first = await tx.db.mailboxReading.updateMany({
		where: { mailboxId, endedAt: null },
		data: { endedAt: tx.at, firstEndedAt: tx.at },
	});
	if (first.count === 0) return 'ended';
	const { _sum } = await tx.db.mailboxFolder.aggregate({ where: { mailboxId }, _sum: { historyRead: true } });
	const kept = [...(await keptInFolders(tx, mailboxId)).values()].reduce((sum, one) => sum + one, 0);
	const data = { read: _sum.historyRead ?? 0, kept };
	await recordEvent(tx, { kind: 'mailbox-first-read', mailboxId, data });
	return 'first';
}
