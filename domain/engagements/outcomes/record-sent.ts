import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { moveOn } from './move-on.ts';

/**
 * A step left: the server holds it, by its own 250 or by evidence (`send` is `accepted` already). The run moves to the
 * next step, or into its closing delay; its delay counts from `sentAt` (5.2-9).
 *
 * A late 250 or evidence may come after the run moved on, or ended: then the truth is told and nothing moves twice.
 */
export async function recordSent(
	tx: Transaction,
	sent: { readonly engagementId: string; readonly sendId: string; readonly sentAt: Date },
): Promise<void> {
	await tx.lock('engagement', [sent.engagementId]);
	const { engagementId, sendId } = sent;
	const [left] = await tx.sql<LeftMail>`
		UPDATE engagement SET last_accepted_send_id = send.id FROM send
		WHERE engagement.subscription_id = ${tx.subscriptionId}::uuid AND engagement.id = ${engagementId}::uuid
			AND (send.subscription_id, send.engagement_id) = (engagement.subscription_id, engagement.id)
			AND send.id = ${sendId}::uuid AND send.position IS NOT NULL
		RETURNING engagement.company_id::text AS "companyId", engagement.contact_id::text AS "contactId",
			step_count AS "stepCount", send.position, send.evidence`;
	if (!left) return;
	const { companyId, contactId, position, stepCount, evidence } = left;
	const subject = { engagementId, companyId, contactId, sendId };
	const step = { position, steps: stepCount };
	if (evidence === 'reply' || evidence === null)
		await recordEvent(tx, { kind: 'step-sent', ...subject, data: step });
	else await recordEvent(tx, { kind: 'step-settled', ...subject, data: { ...step, how: 'evidence' } });
	await moveOn(tx, { engagementId, position, sentAt: sent.sentAt });
}

interface LeftMail {
	readonly companyId: string;
	readonly contactId: string;
	readonly position: number;
	readonly stepCount: number;
	readonly evidence: string | null;
}
