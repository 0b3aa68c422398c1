import type { Transaction } from '#platform/database/database.ts';
import { askGates, type Asked } from './ask-gates.ts';

/**
 * One look at a run: locks its mailbox and itself, asks all gates, stores the look, reserves or takes its slot, moves the
 * row, and ends it where its time has come. May be asked while a claim of a dead worker stands or after one was revoked;
 * never while a mail of the run is armed or its fate unknown.
 *
 * @param lastAcceptedSendId the newest send the run knows to be accepted. A database that does not know it came back from
 *   a backup: all sends halt (`database-restored`).
 */
export async function lookAtEngagement(
	tx: Transaction,
	engagementId: string,
	lastAcceptedSendId?: string,
): Promise<Asked> {
	const row = await tx.db.engagement.findFirst({
		where: { id: engagementId },
		select: { mailboxId: true, endedAt: true },
	});
	if (!row || row.endedAt) return { kind: 'ended' };
	await tx.lock('mailbox', [row.mailboxId]);
	await tx.lock('engagement', [engagementId]);
	if (lastAcceptedSendId) await haltWhereDatabaseIsBehind(tx, lastAcceptedSendId);
	return askGates(tx, engagementId, 'look');
}

async function haltWhereDatabaseIsBehind(tx: Transaction, lastAcceptedSendId: string): Promise<void> {
	const known = await tx.db.send.count({ where: { id: lastAcceptedSendId, state: 'accepted' } });
	if (known > 0) return;
	await tx.db.$executeRaw`UPDATE installation SET sends_halted_at = coalesce(sends_halted_at, ${tx.at})`;
}
