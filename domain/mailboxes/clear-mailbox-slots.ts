import { pokeAll } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * The pace of a mailbox was changed (cap, ramp, gap, limit, zone): its future slots were computed for another one, so they
 * are given back and their runs look anew (docs/design/processes.md#planner). Locks the mailbox.
 *
 * @returns how many runs look again.
 */
export async function clearMailboxSlots(tx: Transaction, mailboxId: string): Promise<number> {
	await tx.lock('mailbox', [mailboxId]);
	const slots = await tx.db.mailboxSlot.findMany({
		where: { mailboxId, plannedAt: { gt: tx.at } },
		select: { engagementId: true },
	});
	await tx.db.mailboxSlot.deleteMany({ where: { mailboxId, plannedAt: { gt: tx.at } } });
	const ids = [...new Set(slots.map(({ engagementId }) => engagementId))];
	await pokeAll(tx, 'engagement', ids);
	return ids.length;
}
