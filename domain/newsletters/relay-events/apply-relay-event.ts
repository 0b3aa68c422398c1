import { endForDeadAddress } from '#domain/engagements/end/end-for-dead-address.ts';
import { acceptByEvidence } from '#domain/engagements/outcomes/accept-by-evidence.ts';
import { settlePlaceOf } from '#domain/newsletters/issues/closing/settle-place.ts';
import { writtenOfIssue } from '#domain/newsletters/issues/returns/written-of-issue.ts';
import { suppressComplained } from '#domain/suppressions/suppress-complained.ts';
import { suppressErased } from '#domain/suppressions/suppress.ts';
import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ReportedMail } from './find-reported-mail.ts';
import type { ReportedEvent } from './reported-event.ts';

/**
 * What a relay's report does: the same as a mail system's about the same mail (5.2-20, 5.7-3, 5.7-8), who is told included. One
 * that names the mail proves that it left; what the relay had answered to it stands beside. One that names an address alone
 * proves no such thing, and its line says by what it was matched.
 */
export async function applyRelayEvent(
	tx: Transaction,
	{ sendId, by }: ReportedMail,
	{ kind, status }: ReportedEvent,
): Promise<void> {
	if (by === 'id') await acceptByEvidence(tx, sendId, 'bounce');
	const { recipient: address, recipientHash } = await tx.db.send.findFirstOrThrow({
		where: { id: sendId },
		select: { recipient: true, recipientHash: true },
	});
	const { contactId, companyId, writerId } = (await writtenOfIssue(tx, sendId))!;
	const told = { sendId, contactId, companyId };
	const known = { ...(status ? { status } : {}), ...(by === 'address' ? { by } : {}) };
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
			const data = { rule: 'relay-event', ...known };
			const { id: causeId } = await recordEvent(tx, { kind: 'complaint-received', ...told, data });
			if (address) await suppressComplained(tx, { sendId, address, causeId, writerId, contactId, companyId });
			else if (recipientHash) {
				const erased = { hash: Buffer.from(recipientHash), cause: 'complaint', sendId } as const;
				await suppressErased(tx, tx.process.envelopes(), erased);
			}
			await settlePlaceOf(tx, sendId, { cause: 'complaint', causeId });
			return;
		}
		case 'delayed':
			await recordEvent(tx, { kind: 'bounce-received', ...told, data: { permanent: false, ...known } });
			return;
		case 'ignored':
	}
}
