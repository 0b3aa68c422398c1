import { holdBack, type InFlight } from '#domain/engagements/stopping-fact.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * Holds back every live run of a contact before a fact about it is written in this same transaction (5.2-10): nothing
 * more leaves, and the look that follows ends each run with its reason.
 *
 * @returns steps that had left our process already; their fate follows.
 */
export async function holdBackRuns(tx: Transaction, contactId: string): Promise<InFlight[]> {
	const inFlight: InFlight[] = [];
	for (const id of await lockRunsOf(tx, contactId)) {
		const open = await holdBack(tx, id);
		if (open) inFlight.push(open);
	}
	return inFlight;
}

/** The live runs of a contact, locked in the order of their ids. */
export async function lockRunsOf(tx: Transaction, contactId: string): Promise<string[]> {
	const live = await tx.db.engagement.findMany({ where: { contactId, endedAt: null }, select: { id: true } });
	return tx.lock(
		'engagement',
		live.map(({ id }) => id),
	);
}
