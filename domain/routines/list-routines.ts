import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { visibleRoutines } from './visible-routines.ts';

export interface RoutineLine {
	id: string;
	title: string;
	description: string | null;
	/** It is the default of the person who asks. */
	isOwnDefault: boolean;
	/** Who sees it, and for whom it is the default. */
	users: { id: string; isDefault: boolean }[];
	/** Companies that carry a tag on it. */
	companies: number;
}

/** The routines that the person sees, by title. They are few: no pages. */
export async function listRoutines(tx: Transaction, actor: Actor): Promise<RoutineLine[]> {
	const rows = await tx.db.routine.findMany({
		where: visibleRoutines(actor),
		orderBy: [{ title: 'asc' }, { id: 'asc' }],
		select: {
			id: true,
			title: true,
			description: true,
			users: { select: { userId: true, isDefault: true } },
			_count: { select: { tags: { where: { tag: { not: null } } } } },
		},
	});
	return rows.map(({ users, _count, ...routine }) => ({
		...routine,
		isOwnDefault: users.some((user) => user.userId === actor.userId && user.isDefault),
		users: users.map(({ userId, isDefault }) => ({ id: userId, isDefault })),
		companies: _count.tags,
	}));
}
