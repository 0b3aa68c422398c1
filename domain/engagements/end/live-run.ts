import type { Engagement } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/**
 * Locks a run that goes on and reads it.
 *
 * @throws {Refusal} missing; engagement-ended.
 */
export async function lockLiveRun(tx: Transaction, engagementId: string): Promise<Engagement> {
	await tx.lock('engagement', [engagementId]);
	const run = await tx.db.engagement.findFirst({ where: { id: engagementId } });
	if (!run) throw new Refusal('not-found', 'missing');
	if (run.endedAt) throw new Refusal('conflict', 'engagement-ended');
	return run;
}

/** The rows an event about a run names. */
export function subjectOf(run: Pick<Engagement, 'id' | 'companyId' | 'contactId'>): {
	engagementId: string;
	companyId: string;
	contactId: string;
} {
	return { engagementId: run.id, companyId: run.companyId, contactId: run.contactId };
}
