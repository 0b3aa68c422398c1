import type { ComposedSend } from '#domain/sends/freeze-send.ts';
import { parseAddress } from '#mail/mime/address.ts';
import { DraftRefused, composeMail } from '#mail/mime/compose.ts';
import type { MailDraft } from '#mail/mime/compose.ts';
import { messageIdKey, messageIdOf } from '#mail/mime/message-id.ts';

/** What the mail of a send says; its Message-ID is given by the send itself. */
export interface DraftToCompose extends Omit<MailDraft, 'messageId'> {
	readonly sendId: string;
}

/**
 * Composes the mail of a send.
 *
 * @returns undefined where one of its addresses is none: it can be written to nobody.
 */
export async function composeDraft(draft: DraftToCompose): Promise<ComposedSend | undefined> {
	const from = parseAddress(draft.from.address);
	const to = parseAddress(draft.to.address);
	if (!from || !to) return undefined;
	const messageId = messageIdOf(draft.sendId, from.domain);
	try {
		const composed = await composeMail({ ...draft, messageId });
		return {
			recipient: to.address,
			subject: draft.subject,
			messageId,
			messageIdKey: messageIdKey(messageId),
			bytes: composed.bytes,
			sha256: composed.sha256,
			html: draft.html,
			text: composed.text,
		};
	} catch (error) {
		if (error instanceof DraftRefused && error.code === 'address-invalid') return undefined;
		throw error;
	}
}
