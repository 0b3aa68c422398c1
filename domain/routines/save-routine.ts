import { z } from 'zod';
import type { Transaction } from '#platform/database/database.ts';
import { isForeignKeyViolation } from '#platform/database/failures.ts';
import { Refusal } from '#platform/refusal.ts';
import { line } from '#domain/values/line.ts';
import { text } from '#domain/values/text.ts';

/** A routine as its form holds it: its users, and those for whom it is the default (S2:217, S2:227). */
export const routineSchema = z.object({
	title: line(200).min(1),
	description: text(2_000).nullable(),
	userIds: z.array(z.uuid()).max(1_000),
	defaultForUserIds: z.array(z.uuid()).max(1_000),
});

export type RoutineForm = z.infer<typeof routineSchema>;

/**
 * Creates a routine, or changes the one named by `id`. Whoever gets it as a default sees it too, and loses the default
 * she had before: one a user.
 *
 * @throws {Refusal} missing: no such routine, or a user who is not of this subscription.
 */
export async function saveRoutine(
	tx: Transaction,
	{ id, title, description, userIds, defaultForUserIds }: RoutineForm & { id?: string },
): Promise<{ id: string }> {
	const { subscriptionId } = tx;
	const routineId = id ?? (await tx.db.routine.create({ data: { subscriptionId, title, description } })).id;
	if (id) {
		const { count } = await tx.db.routine.updateMany({ where: { id }, data: { title, description } });
		if (count === 0) throw new Refusal('not-found', 'missing');
	}
	await tx.db.routineUser.updateMany({
		where: { userId: { in: defaultForUserIds }, isDefault: true },
		data: { isDefault: false },
	});
	await tx.db.routineUser.deleteMany({ where: { routineId } });
	const everyone = [...new Set([...userIds, ...defaultForUserIds])];
	try {
		await tx.db.routineUser.createMany({
			data: everyone.map((userId) => ({
				subscriptionId,
				routineId,
				userId,
				isDefault: defaultForUserIds.includes(userId),
			})),
		});
	} catch (error) {
		throw isForeignKeyViolation(error) ? new Refusal('not-found', 'missing') : error;
	}
	return { id: routineId };
}
