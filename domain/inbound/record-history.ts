import { recordEvent } from '#domain/timeline/record/record-event.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { JudgedMessage } from './apply-verdict.ts';
import type { Judged } from './decide-verdict.ts';

/**
 * What a mail means that lay in a mailbox before it was connected: it was written to nothing that runs, so it ends,
 * holds and forbids nothing, whatever it says; its answers stay, for who looks why.
 */
export function asHistory({ direction }: { readonly direction: 'in' | 'out' }, judged: Judged): Judged {
	if (judged.verdict === 'unreadable') return { ...judged, readings: [] };
	return { ...judged, verdict: direction === 'out' ? 'human-sent' : 'none', readings: [] };
}

/** Its line, where it belongs in time. */
export async function tellHistory(tx: Transaction, message: JudgedMessage): Promise<void> {
	const { id: messageId, companyId, contactId, mailboxId, sendId, receivedAt: at } = message;
	const subject = { messageId, companyId, contactId, mailboxId, sendId, engagementId: message.engagementId };
	if (message.verdict === 'human-sent')
		await recordEvent(tx, { kind: 'mail-found', ...subject, at, data: {} });
	else await recordEvent(tx, { kind: 'message-received', ...subject, at, data: { verdict: 'none' } });
}
