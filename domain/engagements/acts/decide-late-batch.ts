import type { Actor } from '#domain/values/actor.ts';
import { pokeAll } from '#domain/outbox/poke.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { oncePerRequest } from '#domain/commands/once-per-request.ts';

/** The steps that wait for one decision. */
export interface LateBatchPreview {
	readonly batchId: string;
	readonly openedAt: string;
	readonly count: number;
	/** Ten of them, for the eye. */
	readonly examples: readonly string[];
}

/** The open late batch of the subscription; undefined where there is none. */
export async function previewLateBatch(tx: Transaction): Promise<LateBatchPreview | undefined> {
	const batch = await tx.db.lateBatch.findFirst({ where: { decidedAt: null } });
	if (!batch) return undefined;
	const where = { lateBatchId: batch.id, endedAt: null };
	const count = await tx.db.engagement.count({ where });
	const examples = await tx.db.engagement.findMany({
		where,
		take: 10,
		orderBy: { id: 'asc' },
		select: { id: true },
	});
	return {
		batchId: batch.id,
		openedAt: batch.openedAt.toISOString(),
		count,
		examples: examples.map(({ id }) => id),
	};
}

/**
 * The one decision about many late steps (docs/design/processes.md#lateness): `send` lets each take the next slot of
 * its window, `withdraw` withdraws their runs.
 *
 * @throws {Refusal} nothing-to-decide.
 */
export async function decideLateBatch(
	tx: Transaction,
	actor: Actor,
	input: { requestId: string; batchId: string; decision: 'send' | 'withdraw' },
): Promise<{ batchId: string; decision: 'send' | 'withdraw'; count: number }> {
	const { requestId, batchId, decision } = input;
	const request = { requestId, kind: 'decide-late-batch', input: { batchId, decision } };
	return oncePerRequest(tx, actor, request, async () => {
		const { count: open } = await tx.db.lateBatch.updateMany({
			where: { id: batchId, decidedAt: null },
			data: { decidedAt: tx.at, decidedById: actor.userId, decision },
		});
		if (open === 0) throw new Refusal('conflict', 'nothing-to-decide');
		const rows = await lockBatch(tx, batchId);
		const ids = rows.map(({ id }) => id);
		for (const row of rows) {
			await recordEvent(tx, {
				kind: 'late-batch-decided',
				engagementId: row.id,
				companyId: row.companyId,
				contactId: row.contactId,
				actor,
				data: { decision, count: ids.length },
			});
		}
		if (decision === 'send') {
			// Each looks anew: what was late waited for a reason, and is late no more.
			await tx.db.engagement.updateMany({
				where: { id: { in: ids } },
				data: { lateBatchId: null, plannedAt: tx.at, nextLookAt: tx.at },
			});
			await pokeAll(tx, 'engagement', ids);
		} else {
			for (const id of ids) await endEngagement(tx, id, { reason: 'ended-withdrawn', actor });
		}
		return { batchId, decision, count: ids.length };
	});
}

/** The live runs of a batch, locked; one that ended while this waited for its lock is none of them. */
async function lockBatch(
	tx: Transaction,
	batchId: string,
): Promise<{ id: string; companyId: string; contactId: string }[]> {
	const where = { lateBatchId: batchId, endedAt: null };
	const found = await tx.db.engagement.findMany({ where, select: { id: true } });
	await tx.lock(
		'engagement',
		found.map(({ id }) => id),
	);
	return tx.db.engagement.findMany({ where, select: { id: true, companyId: true, contactId: true } });
}
