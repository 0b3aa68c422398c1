import type { Transaction } from '#platform/database/database.ts';
import { resolveNotifications } from './resolve-notifications.ts';

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
	await resolveNotifications(tx, {
		kind: 'choice-needed',
		...(isShared ? { userId, data: { path: ['reason'], equals: reason } } : { engagementId: id }),
	});
}
