import { Prisma } from '#prisma/generated/client/client.ts';

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

/** What `heldColumns` reads. */
export interface HeldRow {
	/** Since when the database is known to come from a backup, until this mailbox was read back; domain time. */
	readonly restoredSince: Date | null;
	readonly haltId: string | null;
	readonly haltScope: HaltScope | null;
	readonly haltSince: Date | null;
	readonly haltUserId: string | null;
}

/** Columns of a statement that joins `heldJoins`: what holds a mail beyond its own run. */
export const heldColumns = Prisma.sql`
	restored.proven_at AS "restoredSince", held.id::text AS "haltId", held.scope AS "haltScope",
	held.set_at AS "haltSince", held.set_by_id::text AS "haltUserId"`;

/**
 * Joins, to a statement over `sender` and its mailbox `m`, the newest restore while that mailbox was not read back after it,
 * and the oldest standing halt that names the mail. Where `m` is missing (nothing is read of the sender), no restore is
 * waited for.
 *
 * @param of.sequenceId and `of.domain` of the recipient as SQL, null where the mail has none.
 */
export function heldJoins(of: { readonly sequenceId: Prisma.Sql; readonly domain: Prisma.Sql }): Prisma.Sql {
	return Prisma.sql`
		LEFT JOIN restore_incident restored ON restored.number = (SELECT max(number) FROM restore_incident)
			AND restored.recorded_at >= m.created_at AND NOT EXISTS (SELECT FROM mailbox_read_back back
				WHERE (back.subscription_id, back.mailbox_id, back.incident) = (m.subscription_id, m.id, restored.number)
					AND back.reopened_at IS NOT NULL)
		LEFT JOIN LATERAL (
			SELECT id, 'installation' AS scope, set_at, set_by_id FROM installation_halt WHERE lifted_at IS NULL
			UNION ALL
			SELECT id, scope, set_at, set_by_id FROM halt
			WHERE halt.subscription_id = sender.subscription_id AND lifted_at IS NULL
				AND (scope = 'subscription' OR scope = 'mailbox' AND subject_id = m.id
					OR scope = 'sequence' AND subject_id = ${of.sequenceId} OR scope = 'domain' AND domain = ${of.domain})
			ORDER BY set_at LIMIT 1
		) held ON true`;
}

/** The halt of a row, where one stands. */
export function haltOf({ haltId, haltScope, haltSince, haltUserId }: HeldRow): StandingHalt | null {
	if (!haltId || !haltScope || !haltSince || !haltUserId) return null;
	return { id: haltId, scope: haltScope, since: haltSince, userId: haltUserId };
}
