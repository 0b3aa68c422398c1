import type { Transaction } from '#platform/database/database.ts';

/** A mail that a person wrote, before its bytes are composed by the worker. */
export interface PersonalDraft {
	/** The request's id: asking twice writes once. */
	readonly sendId: string;
	readonly kind: 'personal' | 'test';
	readonly senderId: string;
	readonly authorId: string;
	readonly recipient: string;
	readonly subject: string;
	readonly bodyHtml: string;
	readonly contactId?: string | null;
	readonly companyId?: string | null;
	readonly replyToMessageId?: string;
	/** For its author and the users of its mailbox only (5.7-9). */
	readonly isPrivate?: boolean;
}

/**
 * Keeps the draft as a send that is ready; its bytes are frozen by the first claim.
 *
 * @returns false where this request wrote its mail already.
 */
export async function draftMail(tx: Transaction, draft: PersonalDraft): Promise<boolean> {
	const { count } = await tx.db.send.createMany({
		data: [
			{
				subscriptionId: tx.subscriptionId,
				id: draft.sendId,
				kind: draft.kind,
				senderId: draft.senderId,
				authorId: draft.authorId,
				contactId: draft.contactId ?? null,
				companyId: draft.companyId ?? null,
				replyToMessageId: draft.replyToMessageId ?? null,
				recipient: draft.recipient,
				subject: draft.subject,
				createdAt: tx.at,
				privateSince: draft.isPrivate ? tx.at : null,
			},
		],
		skipDuplicates: true,
	});
	if (count === 0) return false;
	const nothingYet = new Uint8Array(0);
	await tx.db.sendContent.create({
		data: {
			subscriptionId: tx.subscriptionId,
			sendId: draft.sendId,
			bytes: nothingYet,
			sha256: nothingYet,
			html: draft.bodyHtml,
			text: '',
			frozenAt: tx.at,
		},
	});
	return true;
}
