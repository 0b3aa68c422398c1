import type { Transaction } from '#platform/database/database.ts';
import type { Tag } from '#prisma/generated/client/client.ts';

/** What a test says of a routine. */
export interface RoutineWish {
	readonly title?: string;
	/** Whose default it is. */
	readonly userId?: string;
	/** What a company is on it. */
	readonly tagged?: { readonly companyId: string; readonly tag: Tag };
}

export async function createRoutine(
	{ db, subscriptionId, at }: Transaction,
	{ title = 'Ateliers', userId, tagged }: RoutineWish = {},
): Promise<string> {
	const { id } = await db.routine.create({ data: { subscriptionId, title } });
	if (userId)
		await db.routineUser.create({ data: { subscriptionId, routineId: id, userId, isDefault: true } });
	if (tagged)
		await db.companyTag.create({ data: { subscriptionId, routineId: id, ...tagged, changedAt: at } });
	return id;
}
