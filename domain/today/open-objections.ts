import { nameOf } from '#domain/values/person-name.ts';
import { isOpenTo } from '#domain/privacy/open-mails.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';

/** An objection that somebody must confirm, or say that it is none (5.7-6). */
export interface OpenObjection {
	messageId: string;
	at: Date;
	/** The beginning of what was written; empty where it is not the reader's to read (5.7-9). */
	excerpt: string;
	contact: { id: string; name: string } | null;
	/** Of whoever is no contact. */
	fromAddress: string | null;
	company: { id: string; name: string } | null;
}

/**
 * Objections that wait for a person, the oldest first: they are asked about until somebody answers. What may be one or
 * something else is asked as a doubtful mail.
 *
 * @param userId whose: in whose mailbox it came, or in whose name it was written; null: everybody's.
 */
export async function readOpenObjections(
	tx: Transaction,
	actor: Actor,
	userId: string | null,
	limit: number,
): Promise<OpenObjection[]> {
	const rows = await tx.sql<Row>`
		SELECT m.id::text AS "messageId", m.received_at AS at,
			CASE WHEN reader.may THEN left(coalesce(m.visible_text, m.text, ''), 280) ELSE '' END AS excerpt,
			CASE WHEN reader.may THEN m.from_address END AS "fromAddress", c.id::text AS "contactId", c.first_name AS "firstName",
			c.last_name AS "lastName", company.id::text AS "companyId", company.name AS "companyName"
		FROM message m
		CROSS JOIN LATERAL (SELECT ${isOpenTo('m', actor.userId)} AS may) reader
		JOIN mailbox b ON (b.subscription_id, b.id) = (m.subscription_id, m.mailbox_id)
		LEFT JOIN engagement run ON (run.subscription_id, run.id) = (m.subscription_id, m.engagement_id)
		LEFT JOIN contact c ON (c.subscription_id, c.id) = (m.subscription_id, coalesce(m.contact_id, run.contact_id))
		LEFT JOIN company ON (company.subscription_id, company.id) = (m.subscription_id, coalesce(m.company_id, c.company_id))
		WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND m.verdict = 'objection'
			AND m.id IN (SELECT message_id FROM open_objection WHERE subscription_id = ${tx.subscriptionId}::uuid)
			AND (${userId}::uuid IS NULL OR EXISTS (SELECT FROM mailbox_user hers WHERE (hers.subscription_id, hers.mailbox_id) = (b.subscription_id, b.id)
					AND hers.user_id = ${userId}::uuid)
				OR run.responsible_user_id = ${userId}::uuid)
		ORDER BY m.received_at, m.id LIMIT ${limit}`;
	return rows.map(({ contactId, firstName, lastName, companyId, companyName, ...mail }) => ({
		...mail,
		contact: contactId
			? { id: contactId, name: nameOf({ firstName, lastName }, mail.fromAddress ?? undefined) }
			: null,
		company: companyId ? { id: companyId, name: companyName ?? '–' } : null,
	}));
}

interface Row extends Omit<OpenObjection, 'contact' | 'company'> {
	readonly contactId: string | null;
	readonly firstName: string | null;
	readonly lastName: string | null;
	readonly companyId: string | null;
	readonly companyName: string | null;
}
