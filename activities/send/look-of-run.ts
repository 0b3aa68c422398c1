import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';

/** Longest sleep of a run that waits for a person: the sweep and a poke wake it earlier. */
const WITHOUT_INSTANT = 6 * 3_600_000;

/** What the engagement's row tells its run: ended, or how long until the next look, in domain time. */
export async function lookOfEngagement(tx: Transaction, engagementId: string): Promise<Look> {
	const row = await tx.db.engagement.findFirst({
		where: { id: engagementId },
		select: { endedAt: true, nextLookAt: true, reason: true, lastAcceptedSendId: true },
	});
	if (!row) return { ended: true, wait: 1, reason: 'unknown' };
	const wait = row.nextLookAt ? Math.max(1, row.nextLookAt.getTime() - tx.at.getTime()) : WITHOUT_INSTANT;
	return {
		ended: row.endedAt !== null,
		wait,
		reason: row.reason,
		...(row.lastAcceptedSendId ? { lastAcceptedSendId: row.lastAcceptedSendId } : {}),
	};
}
