import type { MessageLook } from '#domain/mails/look-at-message.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Look } from '#workflows/contracts/look.ts';

/** A run without a next instant waits for a poke; it looks again all the same, should the poke be lost. */
const WITHOUT_INSTANT = 10 * 60_000;

interface RunRow {
	readonly endedAt: Date | null;
	readonly nextLookAt: Date | null;
	readonly reason: string;
	readonly lastAcceptedSendId: string | null;
}

/** What the engagement's row tells its run: ended, or how long until the next look, in domain time. */
export async function lookOfEngagement(tx: Transaction, engagementId: string): Promise<Look> {
	const [row] = await tx.sql<RunRow>`
		SELECT ended_at AS "endedAt", next_look_at AS "nextLookAt", reason,
			last_accepted_send_id::text AS "lastAcceptedSendId"
		FROM engagement WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${engagementId}::uuid`;
	if (!row) return { ended: true, wait: 1, reason: 'unknown' };
	const wait = row.nextLookAt ? Math.max(1, row.nextLookAt.getTime() - tx.at.getTime()) : WITHOUT_INSTANT;
	return {
		ended: row.endedAt !== null,
		wait,
		reason: row.reason,
		...(row.lastAcceptedSendId ? { lastAcceptedSendId: row.lastAcceptedSendId } : {}),
	};
}

/** What a look at a person's mail tells its run. */
export function lookOfMessage(tx: Transaction, asked: MessageLook): Look {
	switch (asked.kind) {
		case 'ended':
			return { ended: true, wait: 1, reason: 'ended' };
		case 'go':
			return { ended: false, wait: 1, reason: 'step-delay' };
		case 'wait': {
			const wait = asked.until ? Math.max(1, asked.until.getTime() - tx.at.getTime()) : WITHOUT_INSTANT;
			return { ended: false, wait, reason: asked.reason };
		}
	}
}
