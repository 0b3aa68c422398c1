import type { Transaction } from '#platform/database/database.ts';
import { askGatesOf, type Asked } from './ask-gates.ts';
import { behindOf } from './behind.ts';
import { readRunAround } from './load-situation.ts';
import type { RunFacts } from './run-facts.ts';

/** What is known of a run before its look. */
export interface KnownOfRun {
	/** What is read of its sender, which never changes; where it was not read yet, the look reads it. */
	readonly mailboxId?: string;
	/** From where it sends. */
	readonly senderId?: string;
	/** Whom it writes to by now: what stands about that address is asked at once. */
	readonly recipient?: string | null;
	/** Until when the host has no place for the step, where it has none (`host-busy`). */
	readonly busyUntil?: Date;
	/**
	 * The newest send the run knows to be accepted. A database that does not know it came back from a backup: it answers
	 * `behind`, and nothing is asked, until an incident holds the mailbox (`database-restored`).
	 */
	readonly lastAcceptedSendId?: string | undefined;
}

/**
 * One look at a run: locks its mailbox and itself, asks all gates, stores the look, reserves or takes its slot, moves the
 * row, and ends it where its time has come. May be asked while a claim of a dead worker stands or after one was revoked;
 * while a mail of the run is armed or its fate unknown it answers `open` and nothing is asked.
 */
export async function lookAtEngagement(
	tx: Transaction,
	engagementId: string,
	{ mailboxId, senderId, recipient, busyUntil, lastAcceptedSendId }: KnownOfRun = {},
): Promise<Asked> {
	const read = mailboxId ?? (await readMailboxOf(tx, engagementId));
	if (!read) return { kind: 'ended' };
	const isWayKnown = recipient !== undefined && senderId !== undefined;
	const [, , { facts, around }] = await Promise.all([
		tx.lock('mailbox', [read]),
		tx.lock('engagement', [engagementId]),
		readRunAround(tx, engagementId, 'own', isWayKnown ? { address: recipient, senderId } : undefined),
	]);
	if (facts?.openSend) return { kind: 'open' };
	if (!facts || facts.endedAt) return { kind: 'ended' };
	if (lastAcceptedSendId && !(await knowsAsAccepted(tx, facts, lastAcceptedSendId))) {
		const behind = await behindOf(tx, engagementId, lastAcceptedSendId);
		if (behind) return { kind: 'behind', ...behind };
	}
	return askGatesOf(tx, facts, 'look', { around, busyUntil });
}

async function readMailboxOf(tx: Transaction, engagementId: string): Promise<string | undefined> {
	const [row] = await tx.sql<{ mailboxId: string }>`
		SELECT mailbox_id::text AS "mailboxId" FROM engagement
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${engagementId}::uuid`;
	return row?.mailboxId;
}

/** Whether the database knows that a send left; as a rule it is the newest that the row names. */
async function knowsAsAccepted(tx: Transaction, facts: RunFacts, sendId: string): Promise<boolean> {
	if (facts.lastAcceptedSendId === sendId) return true;
	const known = await tx.sql`
		SELECT FROM send
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${sendId}::uuid AND state = 'accepted'`;
	return known.length > 0;
}
