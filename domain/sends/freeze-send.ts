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
 * anew; afterwards never, and the first bytes are answered (design.md "A send").
 */
export async function freezeSend(tx: Transaction, content: ContentToFreeze): Promise<FrozenSend> {
	const final = await finalContentOf(tx, content.sendId);
	if (final) return final;
	const kept = {
		bytes: content.bytes as Uint8Array<ArrayBuffer>,
		sha256: content.sha256 as Uint8Array<ArrayBuffer>,
		html: content.html,
		text: content.text,
		frozenAt: tx.at,
	};
	const { subscriptionId } = tx;
	await tx.db.sendContent.upsert({
		where: { subscriptionId_sendId: { subscriptionId, sendId: content.sendId } },
		create: { subscriptionId, sendId: content.sendId, ...kept },
		update: kept,
	});
	await tx.db.send.update({
		where: { subscriptionId_id: { subscriptionId, id: content.sendId }, fence: content.fence },
		data: { recipient: content.recipient, subject: content.subject, messageId: content.messageId },
	});
	await tx.db.sendIdentity.createMany({
		data: [{ subscriptionId, messageIdKey: content.messageIdKey, sendId: content.sendId }],
		skipDuplicates: true,
	});
	return { bytes: Buffer.from(content.bytes), recipient: content.recipient, messageId: content.messageId };
}

/** The bytes of a send that was armed once; undefined while they may still change. */
export async function finalContentOf(tx: Transaction, sendId: string): Promise<FrozenSend | undefined> {
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
