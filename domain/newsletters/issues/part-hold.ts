import { Prisma } from '#prisma/generated/client/client.ts';
import { heldColumns } from '#domain/gates/held-sends.ts';
import { MAILBOX_REASON } from '#domain/runs/mailbox-condition.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { PartReason } from './part-reasons.ts';

/** Why nothing of a part leaves now. */
export interface PartHold {
	readonly reason: PartReason;
	/** When it is looked at again at the latest; null: something happens first. */
	readonly until: Date | null;
	/** Since when, where a fact of its own says so. */
	readonly since?: Date | undefined;
	/** What the server that holds it said, without addresses. */
	readonly words?: string | undefined;
}

/** A part with its sender, and what holds it; null where it is gone or another process holds it. */
export interface HeldPart {
	readonly hold: PartHold | null;
	/** A refusal of the whole sender stands whose next try is due: one mail is tried. */
	readonly isTry: boolean;
}

/** Why a relay that refuses us is held, by the code of its refusal; any other code is its word against our mails. */
const RELAY_REFUSAL = Prisma.sql`CASE refused.code
	WHEN 'auth-refused' THEN 'relay-password' WHEN 'sender-refused' THEN 'relay-address'
	WHEN 'provider-limit' THEN 'relay-limit' ELSE 'relay-refused' END`;

/** Its relay held the part when it was asked last, as SQL over `issue_part part`: said until it takes a mail, though it is being tried. */
export const HELD_BY_RELAY = Prisma.sql`coalesce(part.reason LIKE 'relay-%', false)`;

const NO_SEQUENCE = Prisma.sql`NULL::uuid`;
const ANY_DOMAIN = Prisma.sql`NULL::text`;

/** Recipients' domains to which nothing leaves now, by a halt or because they refuse the sender. */
const HELD_DOMAINS = Prisma.sql`
	ARRAY(SELECT domain FROM halt WHERE halt.subscription_id = part.subscription_id AND scope = 'domain' AND lifted_at IS NULL
		UNION SELECT domain FROM sender_refusal refused WHERE refused.subscription_id = part.subscription_id
			AND refused.sender_id = part.sender_id AND refused.scope = 'domain' AND refused.lifted_at IS NULL)`;

/**
 * The part that a process holds, for the FROM of a larger statement: `id`, `issue_id`, `newsletter_id`, `sender_id`,
 * `held_domains`, `next_try` and `reason`, null where its mails may leave. What is read of a relay is its reply mailbox, caught
 * up before each window.
 */
export function heldPart(tx: Transaction, partId: string): Prisma.Sql {
	return Prisma.sql`
		SELECT facts.*, CASE
			WHEN issue_state = 'paused' THEN 'issue-paused'
			WHEN issue_state = 'stopped' THEN 'issue-stopped'
			WHEN issue_state <> 'leaving' THEN 'issue-over'
			WHEN is_lost THEN 'sender-lost'
			WHEN "restoredSince" IS NOT NULL THEN 'database-restored'
			WHEN halt IS NOT NULL THEN 'sending-halted'
			WHEN is_refused AND (next_try IS NULL OR next_try > ${tx.at}::timestamptz) THEN refused_as
			ELSE mailbox_reason END AS reason
		FROM (SELECT part.id, part.issue_id, part.sender_id, part.fence, issue.newsletter_id,
				part.state = 'leaving' OR ${HELD_BY_RELAY} AS is_taken,
				issue.state AS issue_state, sender.id IS NULL OR sender.deleted_at IS NOT NULL AS is_lost,
				refused.id IS NOT NULL AS is_refused, refused.next_try_at AS next_try,
				refused.since AS refused_since, refused.words AS refused_words,
				CASE part.mode WHEN 'windows' THEN ${RELAY_REFUSAL} ELSE 'mailbox-refused' END AS refused_as, ${HELD_DOMAINS} AS held_domains,
				CASE WHEN mailbox.id IS NOT NULL THEN ${Prisma.raw(MAILBOX_REASON)} END AS mailbox_reason,
				${heldColumns({ sequenceId: NO_SEQUENCE, domain: ANY_DOMAIN })}
			FROM issue_part part
			CROSS JOIN (SELECT make_interval(secs => ${tx.process.proofFresh / 1_000}::float) AS proof_fresh) limits
			JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (part.subscription_id, part.issue_id)
			LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
			LEFT JOIN mailbox ON mailbox.subscription_id = sender.subscription_id
				AND mailbox.id = coalesce(sender.mailbox_id, sender.reply_mailbox_id)
			LEFT JOIN mailbox m ON (m.subscription_id, m.id) = (mailbox.subscription_id, mailbox.id)
			LEFT JOIN mailbox_watch watch ON (watch.subscription_id, watch.mailbox_id) = (mailbox.subscription_id, mailbox.id)
			LEFT JOIN sender_refusal refused ON refused.subscription_id = sender.subscription_id
				AND refused.sender_id = sender.id AND refused.scope = 'sender' AND refused.lifted_at IS NULL
			WHERE part.subscription_id = ${tx.subscriptionId}::uuid AND part.id = ${partId}::uuid) facts`;
}

/** Reads why nothing of a part leaves now. @returns undefined where it is unknown. */
export async function readHold(tx: Transaction, partId: string): Promise<HeldPart | undefined> {
	const [row] = await tx.sql<HoldRow>`
		SELECT reason, is_refused AS "isRefused", reason IS NOT NULL AND reason = refused_as AND is_refused AS "isHeldByRefusal",
			next_try AS until, refused_since AS since, refused_words AS words FROM (${heldPart(tx, partId)}) held`;
	if (!row) return undefined;
	const { reason, isRefused, isHeldByRefusal, until, since, words } = row;
	if (reason === null) return { hold: null, isTry: isRefused };
	if (!isHeldByRefusal) return { hold: { reason, until: null }, isTry: false };
	return { hold: { reason, until, since: since!, words: words ?? undefined }, isTry: false };
}

interface HoldRow {
	readonly reason: PartReason | null;
	readonly isRefused: boolean;
	/** A refusal of the whole sender is what holds it. */
	readonly isHeldByRefusal: boolean;
	readonly until: Date | null;
	readonly since: Date | null;
	readonly words: string | null;
}
