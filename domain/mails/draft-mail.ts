import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';

/** A mail that a person wrote, before its bytes are composed by the worker. */
export interface PersonalDraft {
	/** The request's id: asking twice writes once. */
	readonly sendId: string;
	readonly kind: 'personal' | 'test';
	/** Of a test to others (E-14): the press that it belongs to. */
	readonly trialId?: string;
	readonly senderId: string;
	readonly authorId: string;
	readonly recipient: string;
	readonly subject: string;
	readonly bodyHtml: string;
	/** Of a letter, which brings its own; otherwise it is made of the HTML. */
	readonly text?: string;
	readonly contactId?: string | null;
	readonly companyId?: string | null;
	readonly replyToMessageId?: string;
	/** For its author and the users of its mailbox only (5.7-9). */
	readonly isPrivate?: boolean;
}

/**
 * Keeps the draft as a send that is ready; its bytes are frozen by the first claim.
 *
 * @returns false where this request wrote this mail already.
 * @throws {Refusal} request-reused where it wrote another one: what is typed now would be lost.
 */
export async function draftMail(tx: Transaction, draft: PersonalDraft): Promise<boolean> {
	const { count } = await tx.db.send.createMany({
		data: [
			{
				subscriptionId: tx.subscriptionId,
				id: draft.sendId,
				kind: draft.kind,
				trialId: draft.trialId ?? null,
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
	if (count === 0) {
		if (!(await isWritten(tx, draft))) throw new Refusal('conflict', 'request-reused');
		return false;
	}
	const nothingYet = new Uint8Array(0);
	await tx.db.sendContent.create({
		data: {
			subscriptionId: tx.subscriptionId,
			sendId: draft.sendId,
			bytes: nothingYet,
			sha256: nothingYet,
			html: draft.bodyHtml,
			text: draft.text ?? '',
			frozenAt: tx.at,
		},
	});
	return true;
}

async function isWritten({ db }: Transaction, draft: PersonalDraft): Promise<boolean> {
	const { sendId: id, kind, authorId, subject, replyToMessageId = null, bodyHtml: html } = draft;
	const of = { id, kind, authorId, subject, replyToMessageId, content: { html } };
	return (await db.send.count({ where: of })) > 0;
}
