import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';

/**
 * A mail that a person wrote, and that has not left, never will: its fate is a line of the timeline, once. What is armed or
 * whose fate is not known stays as it is.
 *
 * @param stopped.code the reason that its gate gave. `causeId`: the event that closed the gate.
 */
export async function stopMail(
	tx: Transaction,
	sendId: string,
	stopped: { readonly code: string; readonly causeId?: string | undefined },
): Promise<void> {
	const { count } = await tx.db.send.updateMany({
		where: { id: sendId, kind: { in: ['personal', 'test'] }, state: { in: ['ready', 'claimed'] } },
		data: { state: 'revoked', leaseUntil: null },
	});
	if (count === 0) return;
	const { companyId, contactId, sender } = await tx.db.send.findFirstOrThrow({
		where: { id: sendId },
		select: { companyId: true, contactId: true, sender: { select: { mailboxId: true } } },
	});
	const { code, causeId } = stopped;
	await recordEvent(tx, {
		kind: 'mail-refused',
		companyId,
		contactId,
		mailboxId: sender!.mailboxId,
		sendId,
		causeId,
		data: { code },
	});
}
