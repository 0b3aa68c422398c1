import { freezeSend } from '#domain/sends/freeze-send.ts';
import type { FrozenSend } from '#domain/sends/freeze-send.ts';
import { parseAddress } from '#mail/mime/address.ts';
import { DraftRefused, composeMail } from '#mail/mime/compose.ts';
import type { MailDraft } from '#mail/mime/compose.ts';
import { messageIdKey, messageIdOf } from '#mail/mime/message-id.ts';
import type { Transaction } from '#platform/database/database.ts';

/** A claimed send with what its mail says; Message-ID and date are given by the send itself. */
export interface DraftToFreeze extends Omit<MailDraft, 'sendId' | 'messageId' | 'date'> {
	readonly sendId: string;
	readonly fence: number;
}

/**
 * Composes a mail and keeps its bytes.
 *
 * @returns undefined where one of its addresses is none: it can be written to nobody.
 */
export async function freezeDraft(tx: Transaction, draft: DraftToFreeze): Promise<FrozenSend | undefined> {
	const from = parseAddress(draft.from.address);
	const to = parseAddress(draft.to.address);
	if (!from || !to) return undefined;
	const messageId = messageIdOf(draft.sendId, from.domain);
	try {
		const composed = await composeMail({ ...draft, messageId, date: tx.at });
		return await freezeSend(tx, {
			sendId: draft.sendId,
			fence: draft.fence,
			recipient: to.address,
			subject: draft.subject,
			messageId,
			messageIdKey: messageIdKey(messageId),
			bytes: composed.bytes,
			sha256: composed.sha256,
			html: draft.html,
			text: composed.text,
		});
	} catch (error) {
		if (error instanceof DraftRefused && error.code === 'address-invalid') return undefined;
		throw error;
	}
}
