import type { Transaction } from '#platform/database/database.ts';
import { treatDue } from './treat-due.ts';

/** What a user's flag waits for: nothing is open, or when the next one counts as treated (null: only a visit will). */
export type NotificationsLook =
	{ readonly kind: 'ended' } | { readonly kind: 'wait'; readonly until: Date | null };

/** Treats what is due in a user's flag and says what is left to wait for (C1-51, docs/processes.md#notification). */
export async function lookAtNotifications(tx: Transaction, userId: string): Promise<NotificationsLook> {
	await treatDue(tx, userId);
	const open = { userId, treatedAt: null };
	const next = await tx.db.notification.aggregate({
		where: open,
		_count: true,
		_min: { treatedDueAt: true },
	});
	if (next._count === 0) return { kind: 'ended' };
	return { kind: 'wait', until: next._min.treatedDueAt };
}
