import { endForDeadAddress } from '#domain/engagements/end/end-for-dead-address.ts';
import { acceptByEvidence } from '#domain/engagements/outcomes/accept-by-evidence.ts';
import { settlePlaceOf } from '#domain/newsletters/issues/closing/settle-place.ts';
import { suppress } from '#domain/suppressions/suppress.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ReportedEvent } from './reported-event.ts';

/**
 * What a relay's report does: the same as a mail system's about the same mail (5.2-20, 5.7-3, 5.7-8). It proves that the mail left;
 * what the relay had answered to it stands beside.
 */
export async function applyRelayEvent(
	tx: Transaction,
	sendId: string,
	{ kind, status }: ReportedEvent,
): Promise<void> {
	await acceptByEvidence(tx, sendId, 'bounce');
	const {
		contactId,
		companyId,
		recipient: address,
	} = await tx.db.send.findFirstOrThrow({
		where: { id: sendId },
		select: { contactId: true, companyId: true, recipient: true },
	});
	const told = { sendId, contactId, companyId };
	const known = status ? { status } : {};
	switch (kind) {
		case 'dead-address': {
			const data = { permanent: true, ...known };
			const { id: causeId } = await recordEvent(tx, { kind: 'bounce-received', ...told, data });
			if (contactId) await endForDeadAddress(tx, { contactId, address, status, causeId });
			await settlePlaceOf(tx, sendId, { cause: 'bounce', causeId });
			return;
		}
		case 'refused': {
			const data = { code: 'refused', ...known };
			const { id: causeId } = await recordEvent(tx, { kind: 'mail-refused', ...told, data });
			await settlePlaceOf(tx, sendId, { cause: 'refused', causeId });
			return;
		}
		case 'complaint': {
			const data = { rule: 'relay-event' };
			const { id: causeId } = await recordEvent(tx, { kind: 'complaint-received', ...told, data });
			if (address)
				await suppress(tx, tx.process.envelopes(), { address, cause: 'complaint', sendId, causeId });
			await settlePlaceOf(tx, sendId, { cause: 'complaint', causeId });
			return;
		}
		case 'delayed':
			await recordEvent(tx, { kind: 'bounce-received', ...told, data: { permanent: false, ...known } });
			return;
		case 'ignored':
	}
}
