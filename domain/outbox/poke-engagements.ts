import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';
import { pokeAll } from './poke.ts';

/**
 * Pokes the live runs that a condition names, those that look soonest first.
 *
 * @returns how many.
 */
export async function pokeEngagements(tx: Transaction, where: Prisma.EngagementWhereInput): Promise<number> {
	const runs = await tx.db.engagement.findMany({
		where: { endedAt: null, ...where },
		select: { id: true },
		orderBy: [{ nextLookAt: 'asc' }, { id: 'asc' }],
	});
	await pokeAll(
		tx,
		'engagement',
		runs.map(({ id }) => id),
	);
	return runs.length;
}
