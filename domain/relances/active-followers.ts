import type { Transaction } from '#platform/database/database.ts';

/** Those of the named users who exist here and are not deactivated, in the order given, each once. */
export async function activeFollowers(tx: Transaction, userIds: readonly string[]): Promise<string[]> {
	const named = [...new Set(userIds)];
	const active = await tx.db.user.findMany({
		where: { id: { in: named }, deactivatedAt: null },
		select: { id: true },
	});
	const ids = new Set(active.map((user) => user.id));
	return named.filter((id) => ids.has(id));
}
