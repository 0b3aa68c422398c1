import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { askGates } from '#domain/engagements/look/ask-gates.ts';
import { moveOn } from './move-on.ts';

/**
 * No evidence came within the window, and the mailbox's policy speaks: `silence` counts the step as left (the send is
 * settled already), `ask` waits for a person (`send-unsettled`). Asked again, it changes nothing more.
 */
export async function settleSend(
	tx: Transaction,
	settled: { readonly engagementId: string; readonly sendId: string; readonly how: 'silence' | 'ask' },
): Promise<void> {
	const { engagementId, sendId, how } = settled;
	await tx.lock('engagement', [engagementId]);
	const send = await tx.db.send.findFirst({ where: { id: sendId }, include: { engagement: true } });
	if (!send?.engagement) return;
	if (how === 'ask') {
		if (send.settledBy === 'asked' || send.state !== 'uncertain') return;
		await tx.db.send.updateMany({ where: { id: sendId }, data: { settledBy: 'asked' } });
		await askGates(tx, engagementId, 'note');
		return;
	}
	const { companyId, contactId, stepCount } = send.engagement;
	await recordEvent(tx, {
		kind: 'step-settled',
		engagementId,
		companyId,
		contactId,
		sendId,
		data: { position: send.position!, steps: stepCount, how: 'silence' },
	});
	await moveOn(tx, { engagementId, position: send.position!, sentAt: send.sentAt ?? tx.at });
}
