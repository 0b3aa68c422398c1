import type { SendFault } from '#domain/sends/send-fault.ts';
import type { Transaction } from '#platform/database/database.ts';
import { endEngagement } from './end-engagement.ts';
import { endForDeadAddress } from './end-for-dead-address.ts';

/** Faults that say: this address does not exist. */
const DEAD = new Set(['recipient-unknown', 'address-invalid']);

/**
 * A step was refused for good. An address that does not exist is marked invalid and fails every run that writes to it
 * (`ended-bounce`, 5.2-20); any other refusal fails this run alone (`ended-refused`).
 */
export async function recordRefused(
	tx: Transaction,
	refused: { readonly engagementId: string; readonly sendId: string; readonly fault: SendFault },
): Promise<void> {
	const { engagementId, sendId, fault } = refused;
	await tx.lock('engagement', [engagementId]);
	const send = await tx.db.send.findFirst({ where: { id: sendId }, include: { engagement: true } });
	if (!send?.engagement || send.engagement.endedAt) return;
	const status = fault.status ?? (fault.replyCode ? String(fault.replyCode) : undefined);
	if (DEAD.has(fault.code)) {
		const { contactId } = send.engagement;
		await endForDeadAddress(tx, { engagementId, contactId, address: send.recipient, status });
		return;
	}
	const domain = send.recipient?.split('@')[1];
	await endEngagement(tx, engagementId, { reason: 'ended-refused', details: { status, domain } });
}
