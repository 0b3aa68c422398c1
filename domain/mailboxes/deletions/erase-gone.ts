import type { Actor } from '#domain/values/actor.ts';
import { isHeard } from '#domain/persons/reply-holds.ts';
import { recordEvent, recordEvents } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';

interface ErasedMail {
	readonly messageId: string;
	readonly companyId: string | null;
	readonly contactId: string | null;
	readonly engagementId: string | null;
}

/**
 * Erases what mails say that are proven to be deleted in a mailbox (G-18): subject, text, quotations, kept bytes. Their rows
 * stay with who wrote to whom and when, and with what they were taken for, so that nothing restarts, no figure moves, and the
 * same mail is not taken for a new one.
 *
 * Left alone until later: a mail that another mailbox of the subscription has too, until that one proves the same; one that
 * somebody is asked about (*À vérifier*, an objection, a reply that other runs wait on), or that a live run waits by; one that
 * is being changed at this moment.
 *
 * @param how.upTo what was proven by then; `how.actor`: who decided it, null: nobody had to.
 * @returns how many.
 */
export async function eraseGone(
	tx: Transaction,
	mailboxId: string,
	{ upTo, actor }: { readonly upTo: Date; readonly actor?: Actor },
): Promise<number> {
	const erased = await tx.sql<ErasedMail>`
		WITH due AS (
			SELECT m.subscription_id, m.id FROM message m
			WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND m.gone_at IS NULL
				AND m.id IN (SELECT s.message_id FROM mail_sight s WHERE s.subscription_id = ${tx.subscriptionId}::uuid
					AND s.mailbox_id = ${mailboxId}::uuid AND s.confirmed_at <= ${upTo}::timestamptz)
				AND NOT EXISTS (
					SELECT FROM (
						SELECT m.mailbox_id UNION SELECT c.mailbox_id FROM message_copy c
						WHERE (c.subscription_id, c.message_id) = (m.subscription_id, m.id)
					) holder
					WHERE NOT EXISTS (
						SELECT FROM mail_sight s
						JOIN followed_deletions f ON (f.subscription_id, f.mailbox_id) = (s.subscription_id, s.mailbox_id)
						WHERE (s.subscription_id, s.mailbox_id, s.message_id) = (m.subscription_id, holder.mailbox_id, m.id)
							AND s.confirmed_at IS NOT NULL
							AND (f.held_at IS NULL OR f.mailbox_id = ${mailboxId}::uuid)))
				AND m.verdict <> 'doubtful' AND NOT ${isHeard}
				AND NOT EXISTS (SELECT FROM open_objection o
					WHERE (o.subscription_id, o.message_id) = (m.subscription_id, m.id))
				AND NOT EXISTS (SELECT FROM engagement e WHERE e.subscription_id = m.subscription_id
					AND e.ended_at IS NULL AND m.id IN (e.away_message_id, e.unreadable_message_id))
			ORDER BY m.id FOR UPDATE OF m SKIP LOCKED
		), emptied AS (
			UPDATE quarantine q SET bytes = NULL FROM due
			WHERE (q.subscription_id, q.message_id) = (due.subscription_id, due.id)
		)
		UPDATE message m SET gone_at = ${tx.at}::timestamptz, subject = NULL, text = NULL, visible_text = NULL, html = NULL,
			evidence = (m.evidence - 'quote') #- '{refused,words}'
		FROM due WHERE (m.subscription_id, m.id) = (due.subscription_id, due.id)
		RETURNING m.id::text AS "messageId", m.company_id::text AS "companyId", m.contact_id::text AS "contactId",
			m.engagement_id::text AS "engagementId"`;
	if (erased.length === 0) return 0;
	const by = actor ? { actor } : {};
	const { id: causeId } = await recordEvent(tx, {
		kind: 'mailbox-deletions',
		mailboxId,
		data: { how: 'erased', count: erased.length },
		...by,
	});
	await recordEvents(
		tx,
		erased.map((mail) => ({ kind: 'mail-gone' as const, ...mail, causeId, data: {}, ...by })),
	);
	return erased.length;
}
