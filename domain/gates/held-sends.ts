import { Prisma } from '#prisma/generated/client/client.ts';
import type { Instants } from '#platform/database/json-row.ts';

/** What a halt of support holds (5.7-24). */
export const HALT_SCOPES = ['sequence', 'mailbox', 'domain', 'subscription', 'installation'] as const;

export type HaltScope = (typeof HALT_SCOPES)[number];

/** A halt that stands, as gates know it. */
export interface StandingHalt {
	readonly id: string;
	readonly scope: HaltScope;
	readonly since: Date;
	/** Support staff. */
	readonly userId: string;
}

/** What `heldColumns` reads: what holds a mail beyond its own run. */
export interface HeldRow {
	/** Since when the database is known to come from a backup, until this mailbox was read back; domain time. */
	readonly restoredSince: Date | null;
	/** The oldest standing halt that names the mail. */
	readonly halt: StandingHalt | null;
}

export const HELD_INSTANTS = { restoredSince: true, since: true } as const satisfies Instants<HeldRow>;

/**
 * Columns of a statement over `sender` and its mailbox `m`, to be read as JSON. Where `m` is missing (nothing is read of the
 * sender), no restore is waited for.
 *
 * @param of.sequenceId and `of.domain` of the recipient as SQL, null where the mail has none.
 */
export function heldColumns(of: {
	readonly sequenceId: Prisma.Sql;
	readonly domain: Prisma.Sql;
}): Prisma.Sql {
	return Prisma.sql`
		(SELECT restored.proven_at FROM restore_incident restored
			WHERE restored.number = (SELECT max(number) FROM restore_incident) AND restored.recorded_at >= m.created_at
				AND NOT EXISTS (SELECT FROM mailbox_read_back back
					WHERE (back.subscription_id, back.mailbox_id, back.incident) = (m.subscription_id, m.id, restored.number)
						AND back.reopened_at IS NOT NULL)) AS "restoredSince",
		(SELECT json_build_object('id', id, 'scope', scope, 'since', set_at, 'userId', set_by_id) FROM (
				SELECT id, 'installation' AS scope, set_at, set_by_id FROM installation_halt WHERE lifted_at IS NULL
				UNION ALL
				SELECT id, scope, set_at, set_by_id FROM halt
				WHERE halt.subscription_id = sender.subscription_id AND lifted_at IS NULL
					AND (scope = 'subscription' OR scope = 'mailbox' AND subject_id = m.id
						OR scope = 'sequence' AND subject_id = ${of.sequenceId} OR scope = 'domain' AND domain = ${of.domain})
			) standing ORDER BY set_at LIMIT 1) AS halt`;
}
