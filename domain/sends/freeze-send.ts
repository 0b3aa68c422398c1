import type { Transaction } from '#platform/database/database.ts';

/** A composed mail as it is kept. */
export interface ContentToFreeze {
	readonly sendId: string;
	readonly fence: number;
	readonly recipient: string;
	readonly subject: string;
	/** With angle brackets. */
	readonly messageId: string;
	/** `messageId` as it is compared: lower case, no brackets. */
	readonly messageIdKey: string;
	readonly bytes: Uint8Array;
	readonly sha256: Uint8Array;
	/** What the screens show: the body without its document. */
	readonly html: string;
	readonly text: string;
}

/** The bytes that every attempt sends, with whom they go to. */
export interface FrozenSend {
	readonly bytes: Buffer;
	readonly recipient: string;
	readonly messageId: string;
}

/**
 * Keeps a send's bytes, its recipient and its Message-ID. Until an attempt was armed a changed address or text freezes
 * anew; afterwards never, and the first bytes are answered (docs/design/sending.md#freeze).
 */
export async function freezeSend(tx: Transaction, content: ContentToFreeze): Promise<FrozenSend> {
	const final = await finalContentOf(tx, content);
	if (final) return final;
	const kept = await tx.sql`
		WITH content AS (
			INSERT INTO send_content (subscription_id, send_id, bytes, sha256, html, text, frozen_at)
			VALUES (${tx.subscriptionId}::uuid, ${content.sendId}::uuid, ${content.bytes}, ${content.sha256},
				${content.html}, ${content.text}, ${tx.at})
			ON CONFLICT (subscription_id, send_id) DO UPDATE SET bytes = EXCLUDED.bytes, sha256 = EXCLUDED.sha256,
				html = EXCLUDED.html, text = EXCLUDED.text, frozen_at = EXCLUDED.frozen_at
		), identity AS (
			INSERT INTO send_identity (subscription_id, message_id_key, send_id)
			VALUES (${tx.subscriptionId}::uuid, ${content.messageIdKey}, ${content.sendId}::uuid)
			ON CONFLICT DO NOTHING
		)
		UPDATE send SET recipient = ${content.recipient}, subject = ${content.subject},
			message_id = ${content.messageId}
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${content.sendId}::uuid
			AND fence = ${content.fence}
		RETURNING id`;
	if (kept.length === 0) throw new Error('a send was frozen by an attempt that no longer holds it');
	return { bytes: Buffer.from(content.bytes), recipient: content.recipient, messageId: content.messageId };
}

/** The bytes of a send that was armed once; undefined while they may still change, as at its first attempt (fence 1). */
export async function finalContentOf(
	tx: Transaction,
	{ sendId, fence }: { readonly sendId: string; readonly fence: number },
): Promise<FrozenSend | undefined> {
	if (fence === 1) return undefined;
	const found = await tx.db.sendContent.findFirst({
		where: { sendId, isFinal: true },
		select: { bytes: true, send: { select: { recipient: true, messageId: true } } },
	});
	if (!found?.send.recipient || !found.send.messageId) return undefined;
	return {
		bytes: Buffer.from(found.bytes),
		recipient: found.send.recipient,
		messageId: found.send.messageId,
	};
}
