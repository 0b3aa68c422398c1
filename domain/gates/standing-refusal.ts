import { Prisma } from '#prisma/generated/client/client.ts';
import type { Instants } from '#platform/database/json-row.ts';

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

/** What `refusalColumn` reads. */
export interface RefusalRow {
	/** The widest refusal that stands for the mail. */
	readonly refusal: StandingRefusal | null;
}

export const REFUSAL_INSTANTS = { since: true, nextTryAt: true } as const satisfies Instants<RefusalRow>;

/**
 * A column of a statement over `sender`, to be read as JSON.
 *
 * @param domain of the recipient as SQL.
 */
export function refusalColumn(domain: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`
		(SELECT json_build_object('id', id, 'scope', scope, 'code', code, 'since', since, 'tries', tries,
				'nextTryAt', next_try_at, 'probeSendId', probe_send_id) FROM sender_refusal
			WHERE subscription_id = sender.subscription_id AND sender_id = sender.id AND lifted_at IS NULL
				AND (scope <> 'domain' OR domain = ${domain})
			ORDER BY scope = 'sender' DESC, scope = 'domain' DESC LIMIT 1) AS refusal`;
}

/** The refusal that holds a mail; one of first contacts holds no later step. */
export function refusalOf({ refusal }: RefusalRow, isFirstContact: boolean): StandingRefusal | null {
	return refusal?.scope === 'first-contacts' && !isFirstContact ? null : refusal;
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
