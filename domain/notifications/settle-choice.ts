import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/** The run that asked for a choice, as it was when it did. */
export interface AskingRun {
	readonly id: string;
	readonly responsibleUserId: string;
	readonly reason: string;
}

/**
 * A run asks for nothing any more: the choice was made, or it ended. What anybody was told of the question counts as
 * treated. Late steps are asked about once for all of a user's runs: that question is open while one of them waits.
 */
export async function settleChoice(
	tx: Transaction,
	{ id, responsibleUserId: userId, reason }: AskingRun,
): Promise<void> {
	const isShared = reason === 'late-batch';
	if (isShared) {
		const waiting = await tx.db.engagement.count({
			where: { responsibleUserId: userId, reason, endedAt: null, id: { not: id } },
		});
		if (waiting > 0) return;
	}
	const open = {
		kind: 'choice-needed',
		treatedAt: null,
		...(isShared ? { userId, data: { path: ['reason'], equals: reason } } : { engagementId: id }),
	};
	const asked = await tx.db.notification.findMany({
		where: open,
		distinct: ['userId'],
		select: { userId: true },
	});
	if (asked.length === 0) return;
	await tx.db.notification.updateMany({ where: open, data: { treatedAt: tx.at, treatedBy: 'resolved' } });
	for (const one of asked) await poke(tx, 'notifications', one.userId);
}
