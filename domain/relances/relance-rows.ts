import { dayOf } from '#domain/pace/calendar.ts';
import type { RelanceFacts } from '#domain/timeline/record/kinds/relances.ts';
import type { Transaction } from '#platform/database/database.ts';
import { dayOfColumn, dayToColumn, type Day } from '#domain/values/due-day.ts';

/** A company's relance as it stands. */
export interface StandingRelance {
	readonly id: string;
	readonly facts: RelanceFacts;
}

/** The relance of a company, or null. Lock the company first where it will be changed. */
export async function findRelance(tx: Transaction, companyId: string): Promise<StandingRelance | null> {
	const row = await tx.db.relance.findFirst({
		where: { companyId },
		include: { followers: { select: { userId: true }, orderBy: { userId: 'asc' } } },
	});
	if (!row) return null;
	return {
		id: row.id,
		facts: {
			dueOn: dayOfColumn(row.dueOn),
			priority: row.priority,
			origin: row.origin === 'manual' ? 'manual' : 'automation',
			followerIds: row.followers.map((follower) => follower.userId),
		},
	};
}

/** Makes a company's relance what `facts` say, creating it where it is missing. @returns its id. */
export async function writeRelance(
	tx: Transaction,
	companyId: string,
	facts: RelanceFacts,
	creation?: { readonly id?: string | undefined; readonly createdById: string | null },
): Promise<string> {
	const fields = {
		dueOn: dayToColumn(facts.dueOn),
		priority: facts.priority,
		origin: facts.origin,
		changedAt: tx.at,
	};
	const { subscriptionId } = tx;
	const { id } = await tx.db.relance.upsert({
		where: { subscriptionId_companyId: { subscriptionId, companyId } },
		update: fields,
		create: {
			...fields,
			...(creation?.id ? { id: creation.id } : {}),
			subscriptionId,
			companyId,
			createdAt: tx.at,
			createdById: creation?.createdById ?? null,
		},
		select: { id: true },
	});
	await tx.db.relanceFollower.deleteMany({ where: { relanceId: id, userId: { notIn: facts.followerIds } } });
	await tx.db.relanceFollower.createMany({
		data: facts.followerIds.map((userId) => ({ subscriptionId, relanceId: id, userId })),
		skipDuplicates: true,
	});
	return id;
}

/** Removes a relance; its followers go with it. */
export async function removeRelance(tx: Transaction, id: string): Promise<void> {
	await tx.db.relance.deleteMany({ where: { id } });
}

/** The day it is in the subscription's zone at this transaction's instant. */
export async function today(tx: Transaction): Promise<Day> {
	const { timeZone } = await tx.db.subscription.findFirstOrThrow({ select: { timeZone: true } });
	return dayOf(tx.at, timeZone);
}
