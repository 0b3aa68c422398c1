import { Prisma } from '#prisma/generated/client/client.ts';

/** What a refusal because of us holds (5.7-4). */
export const REFUSAL_SCOPES = ['sender', 'domain', 'first-contacts'] as const;

export type RefusalScope = (typeof REFUSAL_SCOPES)[number];

/** A refusal that stands, as gates know it. */
export interface StandingRefusal {
	readonly id: string;
	readonly scope: RefusalScope;
	/** FaultCode of mail/smtp. */
	readonly code: string;
	readonly since: Date;
	/** Tries that were refused since then. */
	readonly tries: number;
	/** When one step is tried; null: none is, before it is lifted. */
	readonly nextTryAt: Date | null;
	/** The step that is tried now. */
	readonly probeSendId: string | null;
}

/** What `refusalColumns` reads. */
export interface RefusalRow {
	readonly refusalId: string | null;
	readonly refusalScope: RefusalScope | null;
	readonly refusalCode: string | null;
	readonly refusalSince: Date | null;
	readonly refusalTries: number | null;
	readonly refusalNextTryAt: Date | null;
	readonly refusalProbeSendId: string | null;
}

/** Columns of a statement that joins `refusalJoin`. */
export const refusalColumns = Prisma.sql`
	refused.id::text AS "refusalId", refused.scope AS "refusalScope", refused.code AS "refusalCode",
	refused.since AS "refusalSince", refused.tries AS "refusalTries", refused.next_try_at AS "refusalNextTryAt",
	refused.probe_send_id::text AS "refusalProbeSendId"`;

/**
 * Joins, to a statement over `sender`, the widest refusal that stands for a mail of it.
 *
 * @param domain of the recipient as SQL.
 */
export function refusalJoin(domain: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		LEFT JOIN LATERAL (
			SELECT id, scope, code, since, tries, next_try_at, probe_send_id FROM sender_refusal
			WHERE subscription_id = sender.subscription_id AND sender_id = sender.id AND lifted_at IS NULL
				AND (scope <> 'domain' OR domain = ${domain})
			ORDER BY scope = 'sender' DESC, scope = 'domain' DESC LIMIT 1
		) refused ON true`;
}

/** The refusal that holds a mail; one of first contacts holds no later step. */
export function refusalOf(row: RefusalRow, isFirstContact: boolean): StandingRefusal | null {
	const { refusalId, refusalScope, refusalCode, refusalSince } = row;
	if (!refusalId || !refusalScope || !refusalCode || !refusalSince) return null;
	if (refusalScope === 'first-contacts' && !isFirstContact) return null;
	return {
		id: refusalId,
		scope: refusalScope,
		code: refusalCode,
		since: refusalSince,
		tries: row.refusalTries ?? 0,
		nextTryAt: row.refusalNextTryAt,
		probeSendId: row.refusalProbeSendId,
	};
}

/** Whether it holds this very send at `at`: one whose turn has come, or that is being tried, may leave. */
export function holdsBack(refusal: StandingRefusal, sendId: string, at: Date): boolean {
	if (refusal.probeSendId === sendId) return false;
	return refusal.nextTryAt === null || refusal.nextTryAt > at;
}

/** The reason of a run that it holds. */
export function reasonOfRefusal({ scope }: StandingRefusal): 'mailbox-refused' | 'first-contacts-held' {
	return scope === 'first-contacts' ? 'first-contacts-held' : 'mailbox-refused';
}
