import { pokeAll } from '#domain/outbox/poke.ts';
import type { Transaction } from '#platform/database/database.ts';
import { issueCounts } from './issue-counts.ts';

/** What an act on an issue still reaches. */
export interface ReachOfIssue {
	/** They wait, and do as it says. */
	readonly waiting: number;
	/** They are armed: they may leave, or have left. */
	readonly underWay: number;
}

/** Reads it, and lets the runs of the issue look. The issue is held alone. */
export async function reachOfIssue(tx: Transaction, issueId: string): Promise<ReachOfIssue> {
	await pokeIssue(tx, issueId);
	const counts = await issueCounts(tx, issueId);
	if (!counts) return { waiting: 0, underWay: 0 };
	return { waiting: counts.waiting - counts.underWay, underWay: counts.underWay };
}

/** The issue's run and those of its parts that are not done look again. */
export async function pokeIssue(tx: Transaction, issueId: string): Promise<void> {
	const parts = await tx.db.issuePart.findMany({
		where: { issueId, state: { not: 'done' } },
		select: { id: true },
	});
	await pokeAll(tx, 'issue', [issueId]);
	await pokeAll(
		tx,
		'part',
		parts.map(({ id }) => id),
	);
}
