import { suppressionHash } from '#domain/suppressions/ask/suppression-key.ts';
import type { Transaction } from '#platform/database/database.ts';
import { erasedMessageKey } from '#domain/values/erased-message-key.ts';
import type { ErasedPerson } from './erase-own-rows.ts';

/** Erases the mails that went to her; what her unsubscribe links lead to is the keyed hash of her address (5.7-7). */
export async function eraseSent(tx: Transaction, { cards, addresses }: ErasedPerson): Promise<number> {
	const hers = { OR: [{ contactId: { in: [...cards] } }, { recipient: { in: [...addresses] } }] };
	const { count } = await tx.db.sendContent.deleteMany({ where: { send: hers } });
	await tx.db.send.updateMany({
		where: { ...hers, state: { in: ['ready', 'claimed'] } },
		data: { state: 'revoked', fence: { increment: 1 }, leaseUntil: null },
	});
	const written = await tx.db.send.findMany({
		where: { ...hers, recipient: { not: null } },
		select: { recipient: true },
		distinct: ['recipient'],
	});
	for (const { recipient } of written) {
		const recipientHash = suppressionHash(tx, recipient!) as Buffer<ArrayBuffer>;
		await tx.db.send.updateMany({ where: { ...hers, recipient }, data: { recipientHash } });
	}
	await tx.db.send.updateMany({ where: hers, data: { recipient: null, subject: null } });
	return count;
}

/**
 * Empties the copies of what she wrote and of what was written to her alone; the rows stay, so that the same mail is not taken
 * for a new one at the next reading. A mail of somebody else that has her among others stays his: she is masked in it.
 */
export async function eraseMails(tx: Transaction, { cards, addresses }: ErasedPerson): Promise<number> {
	const among = [...addresses];
	const hers = {
		OR: [
			{ contactId: { in: [...cards] } },
			{ fromAddress: { in: among } },
			{ contactId: null, toAddresses: { hasSome: among } },
			{ contactId: null, replyTo: { in: among } },
		],
	};
	await tx.db.quarantine.updateMany({ where: { message: hers }, data: { bytes: null } });
	// Nobody could read those; whoever wrote them, her address may stand anywhere in them.
	for (const address of among) {
		await tx.sql`
			UPDATE quarantine SET bytes = NULL
			WHERE subscription_id = ${tx.subscriptionId}::uuid
				AND position(lower(${address}::text) IN lower(encode(bytes, 'escape'))) > 0`;
	}
	const keys = await tx.db.message.findMany({ where: hers, select: { id: true, messageIdKey: true } });
	for (const { id, messageIdKey } of keys) {
		if (!messageIdKey) continue;
		await tx.db.message.updateMany({ where: { id }, data: { messageIdKey: erasedMessageKey(messageIdKey) } });
	}
	// Nothing is left that anybody could read, and nothing is written to this person any more.
	const doubtful = { contactId: { in: [...cards] }, verdict: 'doubtful' };
	await tx.db.message.updateMany({ where: doubtful, data: { verdict: 'none' } });
	const { count } = await tx.db.message.updateMany({
		where: hers,
		data: {
			fromAddress: null,
			fromName: null,
			toAddresses: [],
			messageId: null,
			inReplyTo: null,
			references: [],
			thread: [],
			replyTo: null,
			subject: null,
			text: null,
			visibleText: null,
			html: null,
			evidence: {},
		},
	});
	return count;
}
