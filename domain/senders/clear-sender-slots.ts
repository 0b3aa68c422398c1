import { pokeAll } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { lockSender, type LockedSender } from './lock-sender.ts';

/**
 * The pace of a sender was changed (cap, ramp, gap, limit, zone): its future slots were computed for another one, so they
 * are given back and their runs look anew (docs/design/processes.md#planner). Locks the sender.
 *
 * @returns how many runs look again.
 */
export async function clearSenderSlots(tx: Transaction, sender: LockedSender): Promise<number> {
	await lockSender(tx, sender);
	const future = { senderId: sender.id, plannedAt: { gt: tx.at } };
	const slots = await tx.db.senderSlot.findMany({ where: future, select: { engagementId: true } });
	await tx.db.senderSlot.deleteMany({ where: future });
	const ids = [...new Set(slots.map(({ engagementId }) => engagementId))];
	await pokeAll(tx, 'engagement', ids);
	return ids.length;
}
