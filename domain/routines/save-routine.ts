import { z } from 'zod';
import { mergeEdit } from '#domain/values/merge-edit.ts';
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
 * @param input.base the form as the person saw it when she began: what others saved meanwhile stays.
 * @throws {Refusal} missing: no such routine, or a user who is not of this subscription; changed-meanwhile where both changed
 *   the same field.
 */
export async function saveRoutine(
	tx: Transaction,
	{ id, base = {}, ...typed }: RoutineForm & { id?: string; base?: Record<string, unknown> | undefined },
): Promise<{ id: string }> {
	const { subscriptionId } = tx;
	const form = id ? await mergedWithStored(tx, id, base, typed) : typed;
	const { title, description, userIds, defaultForUserIds } = form;
	const routineId = id ?? (await tx.db.routine.create({ data: { subscriptionId, title, description } })).id;
	if (id) await tx.db.routine.updateMany({ where: { id }, data: { title, description } });
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

async function mergedWithStored(
	tx: Transaction,
	id: string,
	base: Record<string, unknown>,
	typed: RoutineForm,
): Promise<RoutineForm> {
	// Whoever saves the same routine at once waits here, and then reads what was saved.
	await tx.sql`SELECT FROM routine WHERE id = ${id}::uuid FOR UPDATE`;
	const stored = await tx.db.routine.findFirst({
		where: { id },
		select: { title: true, description: true, users: { select: { userId: true, isDefault: true } } },
	});
	if (!stored) throw new Refusal('not-found', 'missing');
	const idsOf = (users: typeof stored.users) => users.map(({ userId }) => userId);
	const theirs: RoutineForm = {
		title: stored.title,
		description: stored.description,
		userIds: idsOf(stored.users),
		defaultForUserIds: idsOf(stored.users.filter(({ isDefault }) => isDefault)),
	};
	const { merged, collisions } = mergeEdit(inOrder(base), inOrder(typed), inOrder(theirs));
	if (collisions.length > 0) throw new Refusal('conflict', 'changed-meanwhile');
	return merged;
}

/** Lists of ids are the same in whatever order. */
function inOrder<F extends object>(form: F): F {
	const sorted = Object.entries(form).map(([field, value]) => [
		field,
		Array.isArray(value) ? value.toSorted() : value,
	]);
	return Object.fromEntries(sorted) as F;
}
