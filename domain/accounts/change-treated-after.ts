import { z } from 'zod';
import { treatedDueAt } from '#domain/notifications/treated-due-at.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Actor } from './actor.ts';

export const treatedAfterSchema = z.object({
	/** Null or 0: never. */
	hours: z.int().min(0).max(8_760).nullable(),
	/** Also the ones that are open now, counted from their own beginning. */
	rearm: z.boolean(),
});

/** Sets the N hours of C1-52: for new notifications, and on request for the open ones too (5.2-36). */
export async function changeTreatedAfter(
	tx: Transaction,
	actor: Actor,
	{ hours, rearm }: z.output<typeof treatedAfterSchema>,
): Promise<void> {
	const { userId } = actor;
	await tx.db.user.updateMany({ where: { id: userId }, data: { treatedAfterHours: hours || null } });
	if (!rearm) return;
	const open = await tx.db.notification.findMany({
		where: { userId, treatedAt: null },
		select: { id: true, createdAt: true },
	});
	for (const { id, createdAt } of open) {
		await tx.db.notification.updateMany({
			where: { id },
			data: { treatedDueAt: treatedDueAt(createdAt, hours) },
		});
	}
	await poke(tx, 'notifications', userId);
}
