import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';
import { waitUntil } from './wait-until.ts';

interface RunRow {
	readonly endedAt: Date | null;
	readonly nextLookAt: Date | null;
	readonly reason: string;
	readonly lastAcceptedSendId: string | null;
}

/** What the engagement's row tells its run: ended, or how long until the next look, in domain time. */
export async function lookOfEngagement(tx: Transaction, engagementId: string): Promise<Look> {
	const [row] = await tx.db.$queryRaw<RunRow[]>`
		SELECT ended_at AS "endedAt", next_look_at AS "nextLookAt", reason,
			last_accepted_send_id::text AS "lastAcceptedSendId"
		FROM engagement WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${engagementId}::uuid`;
	if (!row) return { ended: true, wait: 1, reason: 'unknown' };
	return {
		ended: row.endedAt !== null,
		wait: waitUntil(tx, row.nextLookAt),
		reason: row.reason,
		...(row.lastAcceptedSendId ? { lastAcceptedSendId: row.lastAcceptedSendId } : {}),
	};
}
