import { recordContactEvents } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { newsletterLimits } from '#platform/newsletter-limits.ts';
import type { NewsletterIssue } from '#prisma/generated/client/client.ts';
import { LETTERS } from './place-outcomes.ts';

/**
 * Writes the line of an issue on the sheets of one page of its recipients, of those whose mail was accepted. Windows write none:
 * the issue's run does, once nothing of it leaves any more.
 *
 * @returns false where every page is told.
 */
export async function tellRecipients(
	tx: Transaction,
	{ id: issueId, newsletterId, recipients, toldPlace }: NewsletterIssue,
): Promise<boolean> {
	if (toldPlace >= recipients) return false;
	const last = Math.min(recipients, toldPlace + newsletterLimits.page);
	const got = await tx.sql<{ contactId: string }>`
		/* newsletter: who got an issue */
		SELECT asked.contact_id::text AS "contactId" FROM issue_place asked
		JOIN issue_part part ON (part.subscription_id, part.issue_id) = (asked.subscription_id, asked.issue_id)
			AND asked.place BETWEEN part.first_place AND part.last_place
		WHERE asked.subscription_id = ${tx.subscriptionId}::uuid AND asked.issue_id = ${issueId}::uuid
			AND asked.place BETWEEN ${toldPlace + 1}::int AND ${last}::int AND asked.contact_id IS NOT NULL
			AND (EXISTS (SELECT FROM send WHERE (send.subscription_id, send.issue_id, send.place)
					= (asked.subscription_id, asked.issue_id, asked.place) AND send.state = 'accepted')
				OR EXISTS (SELECT FROM issue_window held
					WHERE held.subscription_id = part.subscription_id AND held.part_id = part.id
						AND held.first_place <= asked.place AND held.last_place >= asked.place
						AND substr(held.outcomes, asked.place - held.first_place + 1, 1) = ${LETTERS.accepted}))`;
	await tx.db.newsletterIssue.updateMany({ where: { id: issueId }, data: { toldPlace: last } });
	const contactIds = got.map(({ contactId }) => contactId);
	await recordContactEvents(tx, contactIds, { kind: 'newsletter-sent', data: { newsletterId, issueId } });
	return true;
}
