import type { Transaction } from '#platform/database/database.ts';

/** The routine that is a user's default, or null. */
export async function defaultRoutineOf(tx: Transaction, userId: string): Promise<string | null> {
	const row = await tx.db.routineUser.findFirst({
		where: { userId, isDefault: true },
		select: { routineId: true },
	});
	return row?.routineId ?? null;
}
