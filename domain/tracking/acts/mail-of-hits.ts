import type { Transaction } from '#platform/database/database.ts';
import { Prisma } from '#prisma/generated/client/client.ts';
import { domainIn } from '../filters/recipient-domains.ts';
import type { TrackedMail } from '../hits/hit.ts';

/** What the judge and whoever acts need of a mail. */
export interface MailOfHits {
	/** When it was handed over; null: not known. */
	readonly sentAt: Date | null;
	/** How many links of it are tracked. */
	readonly links: number;
	/** Where the domain that it went to receives, where that is known. */
	readonly exchangers: readonly string[];
	/** Its engagement, while that lives, and whether a click is its success, or that of a recipient of the issue. */
	readonly engagementId: string | null;
	readonly clickSucceeds: boolean;
	/** The same of an opening; of a sequence alone. */
	readonly openSucceeds: boolean;
	readonly sendId: string | null;
	/** Of a newsletter’s mail. */
	readonly issueId: string | null;
	readonly place: number | null;
	/** Null: the person was erased. */
	readonly contactId: string | null;
	readonly companyId: string | null;
	/** The person in whose name it left. */
	readonly senderUserId: string | null;
}

/** Reads the mail of hits; undefined where it is gone. */
export async function readMailOfHits(tx: Transaction, mail: TrackedMail): Promise<MailOfHits | undefined> {
	const [row] = 'sendId' in mail ? await ofSend(tx, mail.sendId) : await ofPlace(tx, mail);
	return row;
}

/** In a statement: where the domain of an address receives. */
const exchangersOf = (tx: Transaction, address: 'send.recipient' | 'place.address') => Prisma.sql`
	coalesce((SELECT known.exchangers FROM recipient_domain known
		WHERE known.subscription_id = ${tx.subscriptionId}::uuid AND known.domain = ${domainIn(address)}), '{}')`;

function ofSend(tx: Transaction, sendId: string): Promise<MailOfHits[]> {
	return tx.sql<MailOfHits>`
		SELECT coalesce(send.sent_at, send.armed_at) AS "sentAt",
			(SELECT count(*)::int FROM tracked_link link WHERE (link.subscription_id, link.send_id) = (send.subscription_id, send.id)) AS links,
			${exchangersOf(tx, 'send.recipient')} AS exchangers,
			CASE WHEN engagement.ended_at IS NULL THEN engagement.id::text END AS "engagementId",
			coalesce(version.click_succeeds, false) AS "clickSucceeds",
			coalesce(version.open_succeeds, false) AS "openSucceeds", send.id::text AS "sendId", NULL AS "issueId", NULL AS place,
			contact.id::text AS "contactId", contact.company_id::text AS "companyId",
			coalesce(engagement.responsible_user_id, send.author_id)::text AS "senderUserId"
		FROM send
		LEFT JOIN engagement ON (engagement.subscription_id, engagement.id) = (send.subscription_id, send.engagement_id)
		LEFT JOIN sequence_version version ON (version.subscription_id, version.id) = (engagement.subscription_id, engagement.version_id)
		LEFT JOIN contact ON contact.subscription_id = send.subscription_id AND contact.erased_at IS NULL
			AND contact.id = coalesce(send.contact_id, engagement.contact_id)
		WHERE send.subscription_id = ${tx.subscriptionId}::uuid AND send.id = ${sendId}::uuid`;
}

function ofPlace(
	tx: Transaction,
	{ issueId, place }: { readonly issueId: string; readonly place: number },
): Promise<MailOfHits[]> {
	return tx.sql<MailOfHits>`
		SELECT coalesce(send.sent_at, send.armed_at, issue_window.armed_at) AS "sentAt",
			(SELECT count(*)::int FROM issue_link link WHERE (link.subscription_id, link.issue_id) = (place.subscription_id, place.issue_id)
				AND link.is_tracked) AS links,
			${exchangersOf(tx, 'place.address')} AS exchangers,
			NULL AS "engagementId", issue.click_succeeds AS "clickSucceeds", false AS "openSucceeds", send.id::text AS "sendId",
			place.issue_id::text AS "issueId", place.place,
			contact.id::text AS "contactId", contact.company_id::text AS "companyId",
			coalesce(mailbox.owner_id, newsletter.owner_id)::text AS "senderUserId"
		FROM issue_place place
		JOIN newsletter_issue issue ON (issue.subscription_id, issue.id) = (place.subscription_id, place.issue_id)
		JOIN newsletter ON (newsletter.subscription_id, newsletter.id) = (issue.subscription_id, issue.newsletter_id)
		LEFT JOIN send ON (send.subscription_id, send.issue_id, send.place) = (place.subscription_id, place.issue_id, place.place)
		LEFT JOIN issue_part part ON (part.subscription_id, part.issue_id) = (place.subscription_id, place.issue_id)
			AND place.place BETWEEN part.first_place AND part.last_place
		LEFT JOIN LATERAL (
			SELECT armed_at FROM issue_window
			WHERE (issue_window.subscription_id, issue_window.part_id) = (part.subscription_id, part.id)
				AND place.place BETWEEN first_place AND last_place
			ORDER BY number LIMIT 1) AS issue_window ON true
		LEFT JOIN sender ON (sender.subscription_id, sender.id) = (part.subscription_id, part.sender_id)
		LEFT JOIN mailbox ON (mailbox.subscription_id, mailbox.id) = (sender.subscription_id, sender.mailbox_id)
		LEFT JOIN contact ON (contact.subscription_id, contact.id) = (place.subscription_id, place.contact_id)
			AND contact.erased_at IS NULL
		WHERE place.subscription_id = ${tx.subscriptionId}::uuid
			AND (place.issue_id, place.place) = (${issueId}::uuid, ${place})
		LIMIT 1`;
}
