import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';

/**
 * Nobody knows whether the step left (`send` is `uncertain` already): the run says so, nothing is sent again, and evidence
 * is looked for. The mailbox is free, and the mail counts against its caps.
 */
export async function recordUncertain(
	tx: Transaction,
	uncertain: { readonly engagementId: string; readonly sendId: string },
): Promise<void> {
	const { engagementId, sendId } = uncertain;
	await tx.lock('engagement', [engagementId]);
	const send = await tx.db.send.findFirst({ where: { id: sendId }, include: { engagement: true } });
	if (!send?.engagement) return;
	const { companyId, contactId, stepCount } = send.engagement;
	await tx.db.senderSlot.deleteMany({ where: { sendId } });
	await recordEvent(tx, {
		kind: 'step-uncertain',
		engagementId,
		companyId,
		contactId,
		sendId,
		data: { position: send.position!, steps: stepCount },
	});
	await askGates(tx, engagementId, 'note');
}
