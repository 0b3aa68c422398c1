import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A user looks at *Délivrabilité*: that a domain is right again counts as read. A fault stays coloured until it is over. */
export async function visitDomains(
	tx: Transaction,
	{ userId }: { userId: string },
): Promise<{ treated: number }> {
	const { count } = await tx.db.notification.updateMany({
		where: { userId, kind: 'domain-right', treatedAt: null },
		data: { treatedAt: tx.at, treatedBy: 'visit' },
	});
	if (count > 0) await poke(tx, 'notifications', userId);
	return { treated: count };
}
