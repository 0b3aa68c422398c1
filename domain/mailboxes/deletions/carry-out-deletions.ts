import { notify } from '#domain/notifications/notify.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { eraseGone } from './erase-gone.ts';
import { COUNTED_OVER, mayGo } from './may-go.ts';

/**
 * Erases what is proven to be deleted, or asks the mailbox's owner where that is more than people delete (`mayGo`). What waits
 * for an answer goes on waiting, however few it comes to be, until somebody gives one or all of it is back.
 *
 * @param known how many mails of the mailbox were seen in it since deletions are followed, without those that were erased.
 */
export async function carryOutDeletions(tx: Transaction, mailboxId: string, known: number): Promise<void> {
	const { heldAt, settledAt } = await tx.db.followedDeletions.findFirstOrThrow({ where: { mailboxId } });
	if (heldAt) {
		const waiting = await tx.db.mailSight.count({
			where: { mailboxId, missingSince: { not: null }, message: { goneAt: null } },
		});
		if (waiting > 0) return;
		await tx.db.followedDeletions.updateMany({ where: { mailboxId }, data: { heldAt: null } });
		await recordEvent(tx, { kind: 'mailbox-deletions', mailboxId, data: { how: 'returned' } });
		return;
	}
	const from = new Date(Math.max(tx.at.getTime() - COUNTED_OVER, settledAt?.getTime() ?? 0));
	const confirmed = { mailboxId, confirmedAt: { gt: from } };
	const gone = await tx.db.mailSight.count({ where: confirmed });
	const erased = await tx.db.mailSight.count({ where: { ...confirmed, message: { goneAt: { not: null } } } });
	if (mayGo(known + erased, gone)) await eraseGone(tx, mailboxId, { upTo: tx.at });
	else await ask(tx, mailboxId, gone - erased);
}

async function ask(tx: Transaction, mailboxId: string, count: number): Promise<void> {
	await tx.db.followedDeletions.updateMany({ where: { mailboxId }, data: { heldAt: tx.at } });
	const { id: eventId } = await recordEvent(tx, {
		kind: 'mailbox-deletions',
		mailboxId,
		data: { how: 'held', count },
	});
	const { ownerId } = await tx.db.mailbox.findFirstOrThrow({
		where: { id: mailboxId },
		select: { ownerId: true },
	});
	await notify(tx, { userId: ownerId, kind: 'deletions-held', mailboxId, eventId, data: {} });
}
