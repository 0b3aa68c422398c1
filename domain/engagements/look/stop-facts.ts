import { Prisma } from '#prisma/generated/client/client.ts';
import { heardMessage } from '#domain/persons/reply-holds.ts';
import { HELD_INSTANTS, heldColumns, type HeldRow } from '#domain/gates/held-sends.ts';
import { holdsRun } from '#domain/doubt/holds-run.ts';
import { takenFrom } from '#domain/runs/taken-from.ts';
import { REFUSAL_INSTANTS, refusalColumn, type RefusalRow } from '#domain/gates/standing-refusal.ts';
import { oppositionColumns, type OppositionRow } from '#domain/suppressions/ask/is-suppressed.ts';
import type { Transaction } from '#platform/database/database.ts';
import { readJsonRow, type Instants } from '#platform/database/json-row.ts';

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
	/** The first mail that may be hers and whose meaning is not proven (5.7-1), and since when it was read. */
	readonly doubt: {
		readonly messageId: string;
		readonly since: Date;
		readonly readings: readonly string[];
	} | null;
	readonly contactLeftAt: Date | null;
	readonly addressId: string | null;
	readonly address: string | null;
	readonly addressInvalidAt: Date | null;
	readonly sequencePausedAt: Date | null;
	readonly sequencePausedById: string | null;
	/** Its mailbox is shared, and not its person's any more (D-25). */
	readonly isMailboxTaken: boolean;
	readonly mailboxState: 'configuring' | 'synchronised' | 'lost' | 'error';
	readonly epoch: number | null;
	readonly caughtUpEpoch: number | null;
	readonly provenAt: Date | null;
	readonly lostAt: Date | null;
	readonly unwatchedAt: Date | null;
	/** Wall clock, for the proof of life only. */
	readonly wallNow: Date;
}

export const STOP_INSTANTS = {
	...HELD_INSTANTS,
	...REFUSAL_INSTANTS,
	endedAt: true,
	lastSentAt: true,
	pausedAt: true,
	awaySince: true,
	awayUntil: true,
	contactLeftAt: true,
	addressInvalidAt: true,
	sequencePausedAt: true,
	provenAt: true,
	lostAt: true,
	unwatchedAt: true,
	wallNow: true,
} as const satisfies Instants<StopFacts>;

const domain = Prisma.sql`split_part(a.address, '@', 2)`;

/** The columns of these facts in a statement on `engagement e` with `stopJoins`, to be read as JSON. */
export const stopColumns = Prisma.sql`
	e.id, e.mailbox_id AS "mailboxId", sender.id AS "senderId", e.position, e.occurrence, e.ended_at AS "endedAt",
	e.last_sent_at AS "lastSentAt", e.paused_at AS "pausedAt", e.paused_by_id AS "pausedById",
	e.away_since AS "awaySince", e.away_until AS "awayUntil", e.away_message_id AS "awayMessageId",
	${heardMessage} AS "heardMessageId", e.last_sent_at IS NOT NULL AS "hasWritten",
	e.unreadable_message_id AS "unreadableMessageId",
	(SELECT json_build_object('messageId', d.id, 'since', d.stored_at, 'readings', d.readings) FROM message d
		WHERE d.subscription_id = e.subscription_id AND ${holdsRun} ORDER BY d.stored_at, d.id LIMIT 1) AS doubt,
	c.left_company_at AS "contactLeftAt", a.id AS "addressId", a.address, a.invalid_at AS "addressInvalidAt",
	q.paused_at AS "sequencePausedAt", q.paused_by_id AS "sequencePausedById", m.state AS "mailboxState", w.epoch,
	${Prisma.raw(takenFrom('e.responsible_user_id'))} AS "isMailboxTaken",
	w.caught_up_epoch AS "caughtUpEpoch", w.proven_at AS "provenAt", w.lost_at AS "lostAt",
	w.unwatched_at AS "unwatchedAt", ${heldColumns({ sequenceId: Prisma.sql`e.sequence_id`, domain })},
	${refusalColumn(domain)}, clock_timestamp() AS "wallNow"`;

export const stopJoins = Prisma.sql`
	JOIN sequence q ON (q.subscription_id, q.id) = (e.subscription_id, e.sequence_id)
	JOIN contact c ON (c.subscription_id, c.id) = (e.subscription_id, e.contact_id)
	JOIN mailbox m ON (m.subscription_id, m.id) = (e.subscription_id, e.mailbox_id)
	JOIN sender ON (sender.subscription_id, sender.mailbox_id) = (m.subscription_id, m.id)
	LEFT JOIN mailbox_watch w ON (w.subscription_id, w.mailbox_id) = (m.subscription_id, m.id)
	LEFT JOIN contact_address a ON (a.subscription_id, a.contact_id) = (c.subscription_id, c.id) AND a.is_primary`;

/**
 * Reads them for arm, with what stands against an address.
 *
 * @returns undefined where this subscription has no run of that id.
 */
export async function readStopFacts(
	tx: Transaction,
	engagementId: string,
	address: string,
): Promise<{ readonly facts: StopFacts; readonly opposed: OppositionRow } | undefined> {
	const [row] = await tx.sql<OppositionRow & { facts: unknown }>`
		SELECT ${oppositionColumns(tx, address)}, to_json(facts) AS facts FROM (
			SELECT ${stopColumns} FROM engagement e ${stopJoins}
			WHERE e.subscription_id = ${tx.subscriptionId}::uuid AND e.id = ${engagementId}::uuid
		) facts`;
	return row && { facts: readJsonRow<StopFacts>(row.facts, STOP_INSTANTS), opposed: row };
}
