import { recordPlaceAccepted } from '#domain/newsletters/issues/errands/record-place-fate.ts';
import { LETTERS } from '#domain/newsletters/issues/place-outcomes.ts';
import { poke } from '#domain/outbox/poke.ts';
import { lockSender } from '#domain/senders/lock-sender.ts';
import type { KnownPlace } from '#mail/inbound/match.ts';
import type { Transaction } from '#platform/database/database.ts';
import { keepFoundMail, type FoundMail } from './keep-found-mail.ts';

/**
 * A newsletter's mail left from a mailbox after the backup from which the database came: its place counts as accepted at `sentAt`,
 * whatever was thought of it since, and its part goes on with the others.
 *
 * @returns false where it was known meanwhile, or the mailbox has no sender any more.
 */
export async function recoverPlace(
	tx: Transaction,
	sendId: string,
	place: KnownPlace,
	left: { readonly mailboxId: string; readonly sentAt: Date; readonly mail: FoundMail },
): Promise<boolean> {
	const { mailboxId, sentAt, mail } = left;
	const { subscriptionId } = tx;
	const sender = await tx.db.sender.findFirst({ where: { mailboxId }, select: { id: true } });
	if (!sender) return false;
	await lockSender(tx, { id: sender.id, mailboxId });
	const [made] = await tx.sql<{ partId: string }>`
		INSERT INTO send (subscription_id, id, kind, sender_id, contact_id, company_id, issue_id, place, is_first_contact, sent_at,
			recipient, subject, message_id, created_at)
		SELECT ${subscriptionId}::uuid, ${sendId}::uuid, 'issue', ${sender.id}::uuid, contact.id, contact.company_id, asked.issue_id,
			asked.place, false, ${sentAt}, ${mail.recipient}, ${mail.subject}, ${mail.messageId}, ${sentAt}
		FROM issue_place asked
		LEFT JOIN contact ON (contact.subscription_id, contact.id) = (asked.subscription_id, asked.contact_id)
		WHERE asked.subscription_id = ${subscriptionId}::uuid AND (asked.issue_id, asked.place) = (${place.issueId}::uuid, ${place.place})
		ON CONFLICT DO NOTHING
		RETURNING (SELECT id::text FROM issue_part part WHERE part.subscription_id = send.subscription_id
			AND part.issue_id = send.issue_id AND send.place BETWEEN part.first_place AND part.last_place) AS "partId"`;
	if (!made) return false;
	await keepFoundMail(tx, sendId, mail);
	await tx.db.issuePlace.updateMany({ where: { ...place }, data: { leftOut: null } });
	// It was in doubt since the restore, or waited to be sent again: its own row says what became of it from now on.
	await tx.sql`
		UPDATE issue_window SET outcomes = overlay(outcomes PLACING ${LETTERS.elsewhere} FROM ${place.place}::int - first_place + 1 FOR 1)
		WHERE subscription_id = ${subscriptionId}::uuid AND part_id = ${made.partId}::uuid
			AND ${place.place} BETWEEN first_place AND last_place`;
	await recordPlaceAccepted(tx, sendId, 'read-back');
	await poke(tx, 'part', made.partId);
	return true;
}
