import { recordEvent } from '#domain/timeline/record-event.ts';
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
	const send = await tx.db.send.findFirst({ where: { id: sent.sendId }, include: { engagement: true } });
	if (!send?.engagement || send.position === null) return;
	const run = send.engagement;
	const { id: engagementId, companyId, contactId } = run;
	const subject = { engagementId, companyId, contactId, sendId: send.id };
	const step = { position: send.position, steps: run.stepCount };
	if (send.evidence === 'reply' || send.evidence === null)
		await recordEvent(tx, { kind: 'step-sent', ...subject, data: step });
	else await recordEvent(tx, { kind: 'step-settled', ...subject, data: { ...step, how: 'evidence' } });
	await tx.db.engagement.updateMany({ where: { id: engagementId }, data: { lastAcceptedSendId: send.id } });
	await moveOn(tx, { engagementId, position: send.position, sentAt: sent.sentAt });
}
