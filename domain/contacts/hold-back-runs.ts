import { revokeClaims, type InFlight } from '#domain/holds/hold-back.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Runs held back before a fact about their contact is written. */
export interface HeldRuns {
	/** Locked; `letTakeEffect` lets them look once the fact is written. */
	readonly ids: readonly string[];
	/** Steps that had left our process already; their fate follows. */
	readonly inFlight: InFlight[];
}

/**
 * Holds back every live run of these cards, and those of `others`, before a fact about them is written in this same transaction
 * (5.2-10): what is merely claimed cannot arm any more.
 */
export async function holdBackRuns(
	tx: Transaction,
	cards: readonly string[],
	others: readonly string[] = [],
): Promise<HeldRuns> {
	const ids = await lockRunsOf(tx, cards, others);
	const inFlight: InFlight[] = [];
	for (const id of ids) {
		const open = await revokeClaims(tx, { kind: 'engagement', engagementId: id });
		if (open) inFlight.push(open);
	}
	return { ids, inFlight };
}

/** The live runs of these cards and those of `others`, locked in the order of their ids. */
export async function lockRunsOf(
	tx: Transaction,
	cards: readonly string[],
	others: readonly string[] = [],
): Promise<string[]> {
	const live = await tx.db.engagement.findMany({
		where: { contactId: { in: [...cards] }, endedAt: null },
		select: { id: true },
	});
	return tx.lock('engagement', [...new Set([...others, ...live.map(({ id }) => id)])]);
}
