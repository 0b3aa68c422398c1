import type { Transaction } from '#platform/database/database.ts';
import type { Situation } from '#domain/gates/situation.ts';
import { isLate, WAITS_FOR_INSTANT } from '#domain/gates/lateness.ts';
import type { RunFacts } from './run-facts.ts';

/** Whether the step is late, and alone or with so many others that a person decides once for all of them. */
export async function latenessOf(tx: Transaction, facts: RunFacts): Promise<Situation['lateness']> {
	if (facts.lateBatchId) {
		const count = await tx.db.engagement.count({ where: { lateBatchId: facts.lateBatchId, endedAt: null } });
		return { kind: 'batch', batchId: facts.lateBatchId, count, hours: facts.latenessHours };
	}
	return { kind: isLate(facts, tx.at, facts.latenessHours) ? 'late' : 'none' };
}

/**
 * A late step joins the open batch of its subscription. One is opened where more steps are late than the setting allows
 * (20); fewer leave one after the other.
 *
 * @returns true where the run now waits for that decision.
 */
export async function joinLateBatch(tx: Transaction, facts: RunFacts): Promise<boolean> {
	if (facts.lateBatchId || facts.position > facts.stepCount) return false;
	if (!isLate(facts, tx.at, facts.latenessHours)) return false;
	const batchId = (await openBatch(tx)) ?? (await openBatchWhenMany(tx, facts));
	if (!batchId) return false;
	await tx.db.engagement.updateMany({ where: { id: facts.id }, data: { lateBatchId: batchId } });
	return true;
}

/** The open batch, locked in shared mode: the decision about it waits for whoever joins, or comes before. */
async function openBatch(tx: Transaction): Promise<string | undefined> {
	const [batch] = await tx.sql<{ id: string }>`
		SELECT id::text FROM late_batch WHERE subscription_id = ${tx.subscriptionId}::uuid AND decided_at IS NULL FOR SHARE`;
	return batch?.id;
}

async function openBatchWhenMany(tx: Transaction, facts: RunFacts): Promise<string | undefined> {
	const lateSince = new Date(tx.at.getTime() - facts.latenessHours * 3_600_000);
	const late = await tx.db.engagement.count({
		where: {
			endedAt: null,
			nextLookAt: { not: null },
			plannedAt: { lt: lateSince },
			state: { in: [...WAITS_FOR_INSTANT] },
			lateBatchId: null,
		},
	});
	if (late <= facts.lateBatchSize) return undefined;
	// Another mailbox's look may open it in the same moment: one batch a subscription (unique index).
	await tx.sql`
		INSERT INTO late_batch (subscription_id, opened_at) VALUES (${tx.subscriptionId}::uuid, ${tx.at})
		ON CONFLICT (subscription_id) WHERE decided_at IS NULL DO NOTHING`;
	return openBatch(tx);
}
