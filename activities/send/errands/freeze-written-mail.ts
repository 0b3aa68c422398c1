import { finalContentOf } from '#domain/sends/freeze-send.ts';
import type { FrozenSend } from '#domain/sends/freeze-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import { freezeDraft } from '#activities/send/freeze-draft.ts';

/** The bytes frozen before, or what the person wrote, composed now; undefined where its recipient is no address. */
export async function freezeWrittenMail(
	tx: Transaction,
	send: {
		readonly senderId: string;
		readonly authorId: string | null;
		readonly recipient: string | null;
		readonly subject: string | null;
		readonly replyToMessageId: string | null;
	},
	held: { readonly sendId: string; readonly fence: number },
): Promise<FrozenSend | undefined> {
	const final = await finalContentOf(tx, held);
	if (final) return final;
	const content = await tx.db.sendContent.findFirstOrThrow({
		where: { sendId: held.sendId },
		select: { html: true },
	});
	const { address, displayName: name } = await tx.db.sender.findFirstOrThrow({
		where: { id: send.senderId },
	});
	const author = send.authorId ? await tx.db.user.findFirst({ where: { id: send.authorId } }) : null;
	const answered = send.replyToMessageId
		? await tx.db.message.findFirst({
				where: { id: send.replyToMessageId },
				select: { messageIdKey: true, references: true },
			})
		: null;
	const inReplyTo = answered?.messageIdKey ? bracketed(answered.messageIdKey) : undefined;
	return freezeDraft(tx, {
		...held,
		from: { address, name },
		to: { address: send.recipient ?? '' },
		subject: send.subject ?? '',
		html: content.html,
		signatureHtml: author?.signatureHtml ?? '',
		...(inReplyTo
			? { inReplyTo, references: [...(answered?.references ?? []).map(bracketed), inReplyTo] }
			: {}),
	});
}

function bracketed(id: string): string {
	return id.startsWith('<') ? id : `<${id}>`;
}
