import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';
import type { Prisma } from '#prisma/generated/client/client.ts';

type Columns = Omit<Prisma.EngagementUncheckedCreateInput, 'subscriptionId' | 'engagedById' | 'reasonSince'>;

/** Whom a test engages in what, and whatever else its row shall say. */
export type EngagementRowWish = Pick<
	Columns,
	'contactId' | 'companyId' | 'sequenceId' | 'versionId' | 'mailboxId' | 'responsibleUserId' | 'stepCount'
> &
	Partial<Columns> & { readonly reasonSince?: Date };

/** An engagement as engaging leaves it, before its start; nobody has poked its run. */
export async function createEngagementRow(
	{ db, subscriptionId, at }: Transaction,
	{ id = randomUUID(), ...wish }: EngagementRowWish,
): Promise<string> {
	const { startAt = at } = wish;
	await db.engagement.create({
		data: {
			subscriptionId,
			id,
			engagedById: wish.responsibleUserId,
			startAt,
			engagedAt: at,
			timeZone: 'Europe/Paris',
			state: 'scheduled',
			reason: 'before-start',
			reasonSince: at,
			dueAt: startAt,
			plannedAt: startAt,
			nextLookAt: startAt,
			...wish,
		},
	});
	return id;
}
