import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';

/** A step of a test's sequence. */
export interface StepWish {
	/** After the step before, in days; the first one is due at once. */
	readonly delay?: number;
	readonly unit?: 'days' | 'minutes';
	/** Null: in the thread of the step before. */
	readonly subject?: string | null;
	readonly bodyHtml?: string;
}

/** What a test says of a sequence; the rest is as usual: its window is open at every hour of every day. */
export interface SequenceWish {
	readonly id?: string;
	readonly versionId?: string;
	readonly ownerId: string;
	readonly title?: string;
	readonly routineId?: string | null;
	readonly windowDays?: number[];
	readonly windowFrom?: number;
	readonly windowTo?: number;
	readonly closingDelayAmount?: number;
	readonly colleagueReplyCounts?: boolean;
	readonly language?: 'fr' | 'en';
	/** Automation[] */
	readonly onSuccess?: object[];
	/** Automation[] */
	readonly onFailure?: object[];
	readonly createdAt?: Date;
	readonly steps: readonly StepWish[];
}

/** An active sequence with its first version and its steps. */
export async function createSequence(
	{ db, subscriptionId, at }: Transaction,
	{
		id = randomUUID(),
		versionId = randomUUID(),
		ownerId,
		title = 'Premier contact',
		steps,
		...version
	}: SequenceWish,
): Promise<{ sequenceId: string; versionId: string }> {
	await db.sequence.create({
		data: { subscriptionId, id, title, isActive: true, ownerId, currentVersion: 1 },
	});
	await db.sequenceVersion.create({
		data: {
			subscriptionId,
			id: versionId,
			sequenceId: id,
			number: 1,
			windowDays: [1, 2, 3, 4, 5, 6, 7],
			windowFrom: 0,
			windowTo: 1_440,
			createdById: ownerId,
			createdAt: at,
			...version,
		},
	});
	await db.sequenceStep.createMany({
		data: steps.map(({ delay = 0, unit = 'days', subject, bodyHtml = '<p>Bonjour</p>' }, index) => ({
			subscriptionId,
			versionId,
			position: index + 1,
			delayAmount: delay,
			delayUnit: unit,
			subject: subject === undefined ? (index === 0 ? 'Bonjour' : null) : subject,
			bodyHtml,
		})),
	});
	return { sequenceId: id, versionId };
}
