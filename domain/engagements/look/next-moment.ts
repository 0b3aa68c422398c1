import type { Transaction } from '#platform/database/database.ts';

/** What a run waits for after an act, as its row says it. */
export interface NextMoment {
	readonly engagementId: string;
	readonly state: string;
	readonly reason: string;
	/** ISO 8601; null: no instant is known. */
	readonly until: string | null;
}

/** Reads what a run waits for now. */
export async function nextOf(tx: Transaction, engagementId: string): Promise<NextMoment> {
	const run = await tx.db.engagement.findFirstOrThrow({
		where: { id: engagementId },
		select: { state: true, reason: true, reasonUntil: true },
	});
	const { state, reason, reasonUntil } = run;
	return { engagementId, state, reason, until: reasonUntil?.toISOString() ?? null };
}
