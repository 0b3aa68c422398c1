import type { Actor } from '#domain/values/actor.ts';
import { nameOf } from '#domain/values/person-name.ts';
import type { Transaction } from '#platform/database/database.ts';
import { mayWriteSequence } from './may-write-sequence.ts';
import { onlyResponsablesWrite } from './refuse-unless-writer.ts';

export interface SequenceLine {
	id: string;
	title: string;
	type: string;
	isActive: boolean;
	/** Deactivated with its engagements held (5.2-6). */
	isPaused: boolean;
	owner: { id: string; name: string };
	version: number;
	steps: number;
	/** Engagements that live now. */
	live: number;
	succeeded: number;
	failed: number;
	mayWrite: boolean;
}

/** All sequences of the subscription, active ones first; they are few: no pages. */
export async function listSequences(tx: Transaction, actor: Actor): Promise<SequenceLine[]> {
	const rows = await tx.db.sequence.findMany({
		orderBy: [{ isActive: 'desc' }, { title: 'asc' }, { id: 'asc' }],
		select: {
			id: true,
			title: true,
			type: true,
			isActive: true,
			pausedAt: true,
			currentVersion: true,
			owner: { select: { id: true, firstName: true, lastName: true } },
			versions: { orderBy: { number: 'desc' }, take: 1, select: { _count: { select: { steps: true } } } },
		},
	});
	const counts = await tx.db.$queryRaw<
		{ sequenceId: string; live: number; succeeded: number; failed: number }[]
	>`
		SELECT sequence_id::text AS "sequenceId", count(*) FILTER (WHERE ended_at IS NULL)::int AS live,
			count(*) FILTER (WHERE success_at IS NOT NULL)::int AS succeeded,
			count(*) FILTER (WHERE failure_at IS NOT NULL)::int AS failed
		FROM engagement GROUP BY 1`;
	const countOf = new Map(counts.map((count) => [count.sequenceId, count]));
	const onlyResponsables = await onlyResponsablesWrite(tx);
	return rows.map((row) => ({
		id: row.id,
		title: row.title,
		type: row.type,
		isActive: row.isActive,
		isPaused: row.pausedAt !== null,
		owner: { id: row.owner.id, name: nameOf(row.owner) },
		version: row.currentVersion,
		steps: row.versions[0]?._count.steps ?? 0,
		live: countOf.get(row.id)?.live ?? 0,
		succeeded: countOf.get(row.id)?.succeeded ?? 0,
		failed: countOf.get(row.id)?.failed ?? 0,
		mayWrite: mayWriteSequence({ ...actor, ownerId: row.owner.id, onlyResponsables }),
	}));
}
