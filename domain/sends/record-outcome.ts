import type { Transaction } from '#platform/database/database.ts';
import type { HeldSend } from './arm-send.ts';
import type { Deferral } from './deferral.ts';
import type { SendFault } from './send-fault.ts';

/**
 * Where a send's acceptance is known from. `reply` is the server's own 250; `read-back`, a copy in Sent of a send that the
 * database had lost; `run`, its run, which still knew it.
 */
export type Evidence =
	'reply' | 'late-reply' | 'sent-folder' | 'bounce' | 'contact-reply' | 'read-back' | 'run';

/** The server's own 250. */
export interface AcceptedReply {
	/** The Message-ID that it gave, and as it is compared. */
	readonly identity?: { readonly serverMessageId: string; readonly key: string } | undefined;
	/** How long the attempt took. */
	readonly milliseconds?: number;
}

/** A send that was accepted just now. */
export interface AcceptedSend {
	/** The instant at which it counts as sent. */
	readonly sentAt: Date;
	/** The step that it is; null: a mail that a person wrote. */
	readonly position: number | null;
	readonly evidence: Evidence;
}

/**
 * Records that the server holds the mail. This is evidence and knows no fence: a late 250 turns an uncertain send, settled
 * or not, into an accepted one, whatever happened to its engagement meanwhile (docs/design/sending.md#dot). What it was
 * deferred for is over; an attempt found uncertain keeps its own truth.
 *
 * @returns undefined where it was accepted already.
 */
export async function recordAccepted(
	tx: Transaction,
	sendId: string,
	evidence: Evidence,
	reply: AcceptedReply = {},
): Promise<AcceptedSend | undefined> {
	const { identity, milliseconds } = reply;
	const [accepted] = await tx.sql<AcceptedSend>`
		/* send: accepted */
		WITH accepted AS (
			UPDATE send SET state = 'accepted', sent_at = coalesce(sent_at, ${tx.at}), lease_until = NULL,
				armed_at = coalesce(armed_at, clock_timestamp()),
				evidence = CASE WHEN ${evidence} = 'reply' AND state = 'uncertain' THEN 'late-reply' ELSE ${evidence} END,
				settled_by = CASE WHEN state = 'uncertain' THEN 'evidence' ELSE settled_by END,
				settled_at = CASE WHEN state = 'uncertain' THEN ${tx.at} ELSE settled_at END,
				status = NULL, not_before = NULL,
				server_message_id = coalesce(${identity?.serverMessageId ?? null}, server_message_id)
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${sendId}::uuid AND state <> 'accepted'
			RETURNING subscription_id, id, sent_at, position, evidence
		), attempt AS (
			UPDATE send_attempt SET ended_at = ${tx.at}, outcome = 'accepted', milliseconds = ${milliseconds ?? null}::int
			FROM accepted
			WHERE (send_attempt.subscription_id, send_id) = (accepted.subscription_id, accepted.id) AND ended_at IS NULL
		), identity AS (
			INSERT INTO send_identity (subscription_id, message_id_key, send_id)
			SELECT ${tx.subscriptionId}::uuid, key, ${sendId}::uuid FROM (SELECT ${identity?.key ?? null}::text AS key) given
			WHERE key IS NOT NULL
			ON CONFLICT DO NOTHING
		)
		SELECT sent_at AS "sentAt", position, evidence FROM accepted`;
	return accepted;
}

/**
 * Records a refusal for good after or before the dot. No copy exists.
 *
 * @returns false where this attempt no longer speaks for the send.
 */
export async function recordRejected(tx: Transaction, held: HeldSend, fault: SendFault): Promise<boolean> {
	const { count } = await tx.db.send.updateMany({
		where: { id: held.sendId, fence: held.fence, state: { in: ['claimed', 'armed', 'uncertain'] } },
		data: { state: 'rejected', leaseUntil: null, status: statusOf(fault) },
	});
	await endAttempt(tx, held, 'rejected', fault);
	return count > 0;
}

/**
 * Gives a send back to be claimed again; it counts as left no more, should it have been uncertain for a while, and no person
 * is asked any more. No copy of it exists, unless it was refused after the dot: then evidence is looked for before its next
 * claim.
 *
 * @returns false where this attempt no longer speaks for the send (a STOP revoked it, another attempt holds it).
 */
export async function recordGivenBack(
	tx: Transaction,
	held: HeldSend,
	outcome: Deferral['outcome'],
	fault: SendFault,
): Promise<boolean> {
	const given = await tx.sql`
		/* send: given back */
		UPDATE send SET state = 'ready', fence = fence + 1, lease_until = NULL, sent_at = NULL, settled_by = NULL,
			status = ${statusOf(fault)}
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${held.sendId}::uuid AND fence = ${held.fence}
			AND state IN ('claimed', 'armed', 'uncertain') AND settled_at IS NULL
		RETURNING id`;
	await endAttempt(tx, held, outcome, fault);
	return given.length > 0;
}

/**
 * A send that was refused once more after the dot is given back no more: a copy of it may exist, it counts as left at this
 * moment until somebody knows better, and frees the mailbox.
 *
 * @returns false where this attempt no longer speaks for the send, or where it is uncertain already.
 */
export async function recordDoubted(tx: Transaction, held: HeldSend, fault: SendFault): Promise<boolean> {
	const { count } = await tx.db.send.updateMany({
		where: { id: held.sendId, fence: held.fence, state: 'armed' },
		data: { state: 'uncertain', sentAt: tx.at, leaseUntil: null },
	});
	await endAttempt(tx, held, 'deferred-after-dot', fault);
	return count > 0;
}

/**
 * Turns an armed send whose attempt is gone into an uncertain one; it counts as left at the moment of arm until evidence
 * says otherwise, and frees the mailbox.
 *
 * @returns false where it was not armed.
 */
export async function recordUncertainSend(tx: Transaction, sendId: string): Promise<boolean> {
	const { count } = await tx.db.send.updateMany({
		where: { id: sendId, state: 'armed' },
		data: { state: 'uncertain', sentAt: tx.at, leaseUntil: null },
	});
	await tx.db.sendAttempt.updateMany({
		where: { sendId, endedAt: null },
		data: { endedAt: tx.at, outcome: 'uncertain' },
	});
	return count > 0;
}

/** What the attempt itself learned replaces what was recorded while nobody knew. */
async function endAttempt(tx: Transaction, held: HeldSend, outcome: string, fault: SendFault): Promise<void> {
	await tx.db.sendAttempt.updateMany({
		where: {
			sendId: held.sendId,
			fence: held.fence,
			OR: [{ endedAt: null }, { outcome: 'uncertain' }],
		},
		data: {
			endedAt: tx.at,
			outcome,
			code: fault.code,
			status: fault.status ?? null,
			milliseconds: held.milliseconds ?? null,
		},
	});
}

/** What the recipient's side said; the sender's own server and settings leave no status on a send. */
function statusOf({ matter, status, replyCode }: SendFault): string | null {
	if (matter !== 'recipient' && matter !== 'message') return null;
	return status ?? replyCode?.toString() ?? null;
}
