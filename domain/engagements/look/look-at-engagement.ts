import type { Transaction } from '#platform/database/database.ts';
import { askGates, type Asked } from './ask-gates.ts';
import { behindOf } from './behind.ts';

/**
 * One look at a run: locks its mailbox and itself, asks all gates, stores the look, reserves or takes its slot, moves the
 * row, and ends it where its time has come. May be asked while a claim of a dead worker stands or after one was revoked;
 * while a mail of the run is armed or its fate unknown it answers `open` and nothing is asked.
 *
 * @param lastAcceptedSendId the newest send the run knows to be accepted. A database that does not know it came back from
 *   a backup: it answers `behind`, and nothing is asked, until an incident holds the mailbox (`database-restored`).
 * @param busyUntil Until when the host has no place for the step, where it has none (`host-busy`).
 */
export async function lookAtEngagement(
	tx: Transaction,
	engagementId: string,
	lastAcceptedSendId?: string,
	busyUntil?: Date,
): Promise<Asked> {
	const row = await readHead(tx, engagementId, lastAcceptedSendId);
	if (row?.hasOpenSend) return { kind: 'open' };
	if (!row || row.hasEnded) return { kind: 'ended' };
	await tx.lock('mailbox', [row.mailboxId]);
	await tx.lock('engagement', [engagementId]);
	const behind = row.isBehind && (await behindOf(tx, engagementId, lastAcceptedSendId!));
	return behind ? { kind: 'behind', ...behind } : askGates(tx, engagementId, 'look', busyUntil);
}

/** What decides whether a look is asked at all, before anything is locked. */
async function readHead(tx: Transaction, engagementId: string, lastAcceptedSendId: string | undefined) {
	const [row] = await tx.sql<{
		mailboxId: string;
		hasEnded: boolean;
		hasOpenSend: boolean;
		isBehind: boolean;
	}>`
		SELECT mailbox_id::text AS "mailboxId", ended_at IS NOT NULL AS "hasEnded",
			EXISTS (SELECT FROM send WHERE (send.subscription_id, engagement_id) = (engagement.subscription_id, engagement.id)
				AND (send.state = 'armed' OR send.state = 'uncertain' AND settled_at IS NULL)) AS "hasOpenSend",
			${lastAcceptedSendId ?? null}::uuid IS NOT NULL AND NOT EXISTS (SELECT FROM send
				WHERE send.subscription_id = engagement.subscription_id AND send.id = ${lastAcceptedSendId ?? null}::uuid
					AND send.state = 'accepted') AS "isBehind"
		FROM engagement WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${engagementId}::uuid`;
	return row;
}
