import { sendIdOf } from '#domain/engagements/look/send-id.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A step of a live run, of which a mail was found that no row knows. */
export interface ForgottenStep {
	readonly engagementId: string;
	readonly position: number;
	readonly occurrence: number;
}

/** A step is sent again by a person's choice only, so that few occurrences exist. */
const OCCURRENCES = 5;

/** Which steps, from where each live run of a mailbox stands, have these ids: they are computed, never looked up. */
export async function findForgottenSteps(
	tx: Transaction,
	mailboxId: string,
	sendIds: readonly string[],
): Promise<Map<string, ForgottenStep>> {
	if (sendIds.length === 0) return new Map();
	const wanted = new Set(sendIds);
	const runs = await tx.db.engagement.findMany({
		where: { mailboxId, endedAt: null },
		select: { id: true, position: true, stepCount: true },
	});
	return new Map(
		runs
			.flatMap((run) => stepsFrom(run))
			.flatMap((step): [string, ForgottenStep][] => {
				const sendId = sendIdOf(step.engagementId, step.position, step.occurrence);
				return wanted.has(sendId) ? [[sendId, step]] : [];
			}),
	);
}

function stepsFrom(run: { id: string; position: number; stepCount: number }): ForgottenStep[] {
	const steps: ForgottenStep[] = [];
	for (let position = run.position; position <= run.stepCount; position++)
		for (let occurrence = 1; occurrence <= OCCURRENCES; occurrence++)
			steps.push({ engagementId: run.id, position, occurrence });
	return steps;
}
