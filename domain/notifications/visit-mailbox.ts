import { INCIDENT_KINDS } from './notification-kinds.ts';
import type { Transaction } from '#platform/database/database.ts';
import { poke } from '#domain/outbox/poke.ts';

/**
 * A user opens a mailbox that she was told about: news that ask for nothing (it is back, somebody changed it) count as
 * treated. A loss stays coloured until it is over or its N hours are (5.6-6).
 */
export async function visitMailbox(
	tx: Transaction,
	input: { mailboxId: string; userId: string },
): Promise<{ treated: number }> {
	const { count } = await tx.db.notification.updateMany({
		where: {
			userId: input.userId,
			mailboxId: input.mailboxId,
			treatedAt: null,
			kind: { notIn: [...INCIDENT_KINDS] },
		},
		data: { treatedAt: tx.at, treatedBy: 'visit' },
	});
	if (count > 0) await poke(tx, 'notifications', input.userId);
	return { treated: count };
}
