import { Prisma } from '#prisma/generated/client/client.ts';
import { heardJoin } from '#domain/persons/reply-holds.ts';
import { heldColumns, heldJoins, type HeldRow } from '#domain/gates/held-sends.ts';
import { holdsRun } from '#domain/doubt/holds-run.ts';
import { refusalColumns, refusalJoin, type RefusalRow } from '#domain/gates/standing-refusal.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Where a run is, and what may stop its mail at any moment. */
export interface StopFacts extends HeldRow, RefusalRow {
	readonly id: string;
	readonly mailboxId: string;
	/** The mailbox's own sender: who the steps leave from. */
	readonly senderId: string;
	readonly position: number;
	readonly occurrence: number;
	readonly endedAt: Date | null;
	readonly lastSentAt: Date | null;
	readonly pausedAt: Date | null;
	readonly pausedById: string | null;
	readonly awaySince: Date | null;
	readonly awayUntil: Date | null;
	readonly awayMessageId: string | null;
	/** The newest reply of the person that asks what becomes of this run (5.7-5). */
	readonly heardMessageId: string | null;
	/** A step of it has left. */
	readonly hasWritten: boolean;
	readonly unreadableMessageId: string | null;
	/** The first mail that may be hers and whose meaning is not proven (5.7-1), and when it was read. */
	readonly doubtfulMessageId: string | null;
	readonly doubtfulSince: Date | null;
	readonly doubtfulReadings: readonly string[] | null;
	readonly contactLeftAt: Date | null;
	readonly addressId: string | null;
	readonly address: string | null;
	readonly addressInvalidAt: Date | null;
	readonly sequencePausedAt: Date | null;
	readonly sequencePausedById: string | null;
	readonly mailboxState: 'configuring' | 'synchronised' | 'lost' | 'error';
	readonly epoch: number | null;
	readonly caughtUpEpoch: number | null;
	readonly provenAt: Date | null;
	readonly lostAt: Date | null;
	readonly unwatchedAt: Date | null;
	/** Wall clock, for the proof of life only. */
	readonly wallNow: Date;
}

/** The columns of these facts in a statement on `engagement e` with `stopJoins`. */
export const stopColumns = Prisma.sql`
	e.id::text AS id, e.mailbox_id::text AS "mailboxId", sender.id::text AS "senderId", e.position, e.occurrence, e.ended_at AS "endedAt", e.last_sent_at AS "lastSentAt",
	e.paused_at AS "pausedAt", e.paused_by_id::text AS "pausedById", e.away_since AS "awaySince",
	e.away_until AS "awayUntil", e.away_message_id::text AS "awayMessageId",
	heard.message_id::text AS "heardMessageId", e.last_sent_at IS NOT NULL AS "hasWritten",
	e.unreadable_message_id::text AS "unreadableMessageId", doubt.id::text AS "doubtfulMessageId",
	doubt.stored_at AS "doubtfulSince", doubt.readings AS "doubtfulReadings", c.left_company_at AS "contactLeftAt",
	a.id::text AS "addressId", a.address, a.invalid_at AS "addressInvalidAt", q.paused_at AS "sequencePausedAt",
	q.paused_by_id::text AS "sequencePausedById", m.state::text AS "mailboxState", w.epoch,
	w.caught_up_epoch AS "caughtUpEpoch", w.proven_at AS "provenAt", w.lost_at AS "lostAt",
	w.unwatched_at AS "unwatchedAt", ${heldColumns}, ${refusalColumns}, clock_timestamp() AS "wallNow"`;

export const stopJoins = Prisma.sql`
	JOIN sequence q ON (q.subscription_id, q.id) = (e.subscription_id, e.sequence_id)
	JOIN contact c ON (c.subscription_id, c.id) = (e.subscription_id, e.contact_id)
	JOIN mailbox m ON (m.subscription_id, m.id) = (e.subscription_id, e.mailbox_id)
	JOIN sender ON (sender.subscription_id, sender.mailbox_id) = (m.subscription_id, m.id)
	LEFT JOIN mailbox_watch w ON (w.subscription_id, w.mailbox_id) = (m.subscription_id, m.id)
	LEFT JOIN contact_address a ON (a.subscription_id, a.contact_id) = (c.subscription_id, c.id) AND a.is_primary
	LEFT JOIN LATERAL (
		SELECT d.id, d.stored_at, d.readings FROM message d
		WHERE d.subscription_id = e.subscription_id AND ${holdsRun}
		ORDER BY d.stored_at, d.id LIMIT 1
	) doubt ON true
	${heardJoin}
	${heldJoins({
		sequenceId: Prisma.sql`e.sequence_id`,
		domain: Prisma.sql`split_part(a.address, '@', 2)`,
	})}
	${refusalJoin(Prisma.sql`split_part(a.address, '@', 2)`)}`;

/** Reads them alone, for arm; undefined where this subscription has no run of that id. */
export async function readStopFacts(tx: Transaction, engagementId: string): Promise<StopFacts | undefined> {
	const [facts] = await tx.sql<StopFacts>`
		SELECT ${stopColumns} FROM engagement e ${stopJoins}
		WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid`;
	return facts;
}
