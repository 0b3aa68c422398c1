import { writtenAsColumns, writtenAsJoin, type WrittenAs } from '#domain/writing/written-as.ts';
import type { ComposedSend } from '#domain/sends/freeze-send.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DOCUMENT_START } from '#domain/newsletters/content/compile/compile-mjml.ts';
import { composeDraft } from '#activities/send/compose-draft.ts';

/** What the person wrote, composed now; undefined where its recipient is no address. */
export async function composeWrittenMail(
	tx: Transaction,
	send: {
		readonly id: string;
		readonly senderId: string | null;
		readonly authorId: string | null;
		readonly recipient: string | null;
		readonly subject: string | null;
		readonly replyToMessageId: string | null;
	},
): Promise<ComposedSend | undefined> {
	const content = await tx.db.sendContent.findFirstOrThrow({
		where: { sendId: send.id },
		select: { html: true, text: true },
	});
	const [sender] = await tx.sql<WrittenAs>`
		SELECT ${writtenAsColumns} FROM sender s ${writtenAsJoin}
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = ${send.senderId}::uuid`;
	const { from, fromName: name, replyTo } = sender!;
	const author = send.authorId ? await tx.db.user.findFirst({ where: { id: send.authorId } }) : null;
	const answered = send.replyToMessageId
		? await tx.db.message.findFirst({
				where: { id: send.replyToMessageId },
				select: { messageIdKey: true, references: true, messageId: true, thread: true },
			})
		: null;
	const answering = answered && threadOf(answered);
	// A letter was compiled with its signature and its plain text; what an editor holds is no document.
	const isDocument = content.html.startsWith(DOCUMENT_START);
	return composeDraft({
		sendId: send.id,
		date: tx.at,
		from: { address: from, name },
		...(replyTo ? { replyTo: { address: replyTo, name } } : {}),
		to: { address: send.recipient ?? '' },
		subject: send.subject ?? '',
		html: content.html,
		...(isDocument
			? { isDocument, text: content.text.trim() }
			: { signatureHtml: author?.signatureHtml ?? '' }),
		...answering,
	});
}

/** The ids as they came (RFC 5322, 3.6.4); of a mail that was stored before they were kept, their keys. */
function threadOf(answered: {
	readonly messageIdKey: string | null;
	readonly references: readonly string[];
	readonly messageId: string | null;
	readonly thread: readonly string[];
}): { inReplyTo: string; references: string[] } | undefined {
	const { messageId, thread, messageIdKey, references } = answered;
	if (messageId) return { inReplyTo: messageId, references: [...thread, messageId] };
	if (!messageIdKey || messageIdKey.startsWith('nomid:')) return undefined;
	const inReplyTo = bracketed(messageIdKey);
	return { inReplyTo, references: [...references.map(bracketed), inReplyTo] };
}

const bracketed = (id: string) => (id.startsWith('<') ? id : `<${id}>`);
