import type { Transaction } from '#platform/database/database.ts';

/** A sequence with its first version, whose window is open at every hour of every day; its steps are the caller's. */
export async function createOpenSequence(
	{ db, subscriptionId, at }: Transaction,
	ids: { readonly sequenceId: string; readonly versionId: string; readonly userId: string },
): Promise<void> {
	const { sequenceId, versionId, userId } = ids;
	await db.sequence.create({
		data: {
			subscriptionId,
			id: sequenceId,
			title: 'Premier contact',
			isActive: true,
			ownerId: userId,
			currentVersion: 1,
		},
	});
	await db.sequenceVersion.create({
		data: {
			subscriptionId,
			id: versionId,
			sequenceId,
			number: 1,
			windowDays: [1, 2, 3, 4, 5, 6, 7],
			windowFrom: 0,
			windowTo: 1440,
			createdById: userId,
			createdAt: at,
		},
	});
}
