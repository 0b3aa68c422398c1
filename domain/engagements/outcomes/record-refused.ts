import type { SendFault } from '#domain/sends/send-fault.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import { endEngagement } from '#domain/engagements/end/end-engagement.ts';
import { endForDeadAddress } from '#domain/engagements/end/end-for-dead-address.ts';

/** Faults that say: this address does not exist. */
const DEAD = new Set(['recipient-unknown', 'address-invalid']);

/**
 * A step was refused for good. An address that does not exist is marked invalid and fails every run that writes to it
 * (`ended-bounce`, 5.2-20); any other refusal fails this run alone (`ended-refused`). Of a run that ended meanwhile it is
 * told: the fate of a step in flight follows its STOP (5.2-8).
 */
export async function recordRefused(
	tx: Transaction,
	refused: { readonly engagementId: string; readonly sendId: string; readonly fault: SendFault },
): Promise<void> {
	const { engagementId, sendId, fault } = refused;
	await tx.lock('engagement', [engagementId]);
	const send = await tx.db.send.findFirst({ where: { id: sendId }, include: { engagement: true } });
	if (!send?.engagement) return;
	const status = fault.status ?? (fault.replyCode ? String(fault.replyCode) : undefined);
	if (send.engagement.endedAt) await tellFate(tx, send.engagement, { sendId, code: fault.code, status });
	if (DEAD.has(fault.code)) {
		const { contactId } = send.engagement;
		await endForDeadAddress(tx, { engagementId, contactId, address: send.recipient, status });
		return;
	}
	if (send.engagement.endedAt) return;
	const domain = send.recipient?.split('@')[1];
	await endEngagement(tx, engagementId, { reason: 'ended-refused', details: { status, domain } });
}

function tellFate(
	tx: Transaction,
	run: { readonly id: string; readonly companyId: string; readonly contactId: string },
	refused: { readonly sendId: string; readonly code: string; readonly status: string | undefined },
): Promise<unknown> {
	const { sendId, code, status } = refused;
	return recordEvent(tx, {
		kind: 'mail-refused',
		engagementId: run.id,
		companyId: run.companyId,
		contactId: run.contactId,
		sendId,
		data: { code, ...(status ? { status } : {}) },
	});
}
