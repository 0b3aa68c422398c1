import type { Transaction } from '#platform/database/database.ts';

/** What a mail of ours in Sent says of itself. */
export interface FoundMail {
	readonly recipient: string | null;
	readonly subject: string;
	/** With angle brackets. */
	readonly messageId: string;
	readonly messageIdKey: string;
	/** Its whole source, with what the screens show of it; missing where it could not be read. */
	readonly content?: {
		readonly bytes: Uint8Array<ArrayBuffer>;
		readonly sha256: Uint8Array<ArrayBuffer>;
		readonly html: string;
		readonly text: string;
	};
}

/** Keeps it as the mail of its send: its id, under which answers name it, and what the screens show. */
export async function keepFoundMail(tx: Transaction, sendId: string, mail: FoundMail): Promise<void> {
	const { subscriptionId, at: frozenAt } = tx;
	const { messageIdKey, content } = mail;
	await tx.db.sendIdentity.createMany({
		data: [{ subscriptionId, messageIdKey, sendId }],
		skipDuplicates: true,
	});
	if (!content) return;
	await tx.db.sendContent.createMany({
		data: [{ subscriptionId, sendId, ...content, frozenAt }],
		skipDuplicates: true,
	});
}
