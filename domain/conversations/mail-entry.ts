import type { Prisma, SendState } from '#prisma/generated/client/client.ts';
import type { Privacy } from '#domain/privacy/open-mails.ts';
import { frameDocument, remoteImagesIn } from './frame-document.ts';
import { mailReading, type MailReading } from './mail-reading.ts';

/** A mail of a conversation, received or ours. */
export interface MailEntry {
	id: string;
	/** `received`; `sent`: by the product; `found`: written by its owner outside the product and found in Sent. */
	kind: 'received' | 'sent' | 'found';
	at: Date;
	from: { name: string | null; address: string | null };
	to: string[];
	/** Where the writer of a received mail wants answers, where that is somewhere else. */
	replyTo: string | null;
	subject: string | null;
	/** Without the quoted mail below it. */
	text: string;
	/** The whole text, where it says more. */
	wholeText: string | null;
	/** Document of a sandboxed frame; null: text only. */
	frame: string | null;
	/** Pictures from elsewhere that were left off. */
	remoteImages: number;
	/** Null: one of ours whose sender is not read. */
	mailboxId: string | null;
	engagementId: string | null;
	contactId: string | null;
	companyId: string | null;
	/** Of a received mail: what it is taken for, why, and what it was before a person corrected it. */
	verdict: string | null;
	evidence: Record<string, unknown>;
	correctedFrom: string | null;
	/** Of a received mail: how it was read. */
	reading: MailReading | null;
	/** It was deleted for good in its mailbox, noticed then: what it said is gone here too (G-18). */
	goneAt: Date | null;
	/** Of one of ours: the step it is, and what is known of its fate. */
	position: number | null;
	sendState: SendState | null;
	settledBy: string | null;
	/** Of one of ours: the newest mail that was received about it and says something of it. */
	answer: { messageId: string; verdict: string } | null;
	/** Whether it is everybody's, or the users' of its mailbox only (5.7-9). */
	privacy: Privacy;
	/** True: not for this reader, who gets its date and direction. */
	isWithheld: boolean;
	/** This reader may mark it private, or give it back to everybody (G-31). */
	mayMark: boolean;
}

/** A mail before anybody asked who reads it. */
export type WholeMail = Omit<MailEntry, 'privacy' | 'isWithheld' | 'mayMark'>;

export const messageSelection = {
	id: true,
	direction: true,
	receivedAt: true,
	fromAddress: true,
	fromName: true,
	toAddresses: true,
	replyTo: true,
	subject: true,
	text: true,
	visibleText: true,
	html: true,
	mailboxId: true,
	engagementId: true,
	contactId: true,
	companyId: true,
	verdict: true,
	evidence: true,
	correctedFrom: true,
	readings: true,
	goneAt: true,
} as const satisfies Prisma.MessageSelect;

export const sendSelection = {
	id: true,
	kind: true,
	sentAt: true,
	createdAt: true,
	recipient: true,
	subject: true,
	engagementId: true,
	contactId: true,
	companyId: true,
	position: true,
	state: true,
	settledBy: true,
	evidence: true,
	sender: { select: { address: true, displayName: true, mailboxId: true } },
	content: { select: { html: true, text: true } },
} as const satisfies Prisma.SendSelect;

type MessageRow = Prisma.MessageGetPayload<{ select: typeof messageSelection }>;
type SendRow = Prisma.SendGetPayload<{ select: typeof sendSelection }>;

/** A received mail, or one found in Sent, as its conversation shows it. */
export function entryOfMessage(row: MessageRow, options: { remoteImages: boolean }): WholeMail {
	const text = row.visibleText ?? row.text ?? '';
	return {
		id: row.id,
		kind: row.direction === 'in' ? 'received' : 'found',
		at: row.receivedAt,
		from: { name: row.fromName, address: row.fromAddress },
		to: row.toAddresses,
		replyTo: row.replyTo,
		subject: row.subject,
		text,
		wholeText: row.text !== null && row.text !== text ? row.text : null,
		frame: row.html === null ? null : frameDocument(row.html, options),
		remoteImages: row.html === null ? 0 : remoteImagesIn(row.html),
		mailboxId: row.mailboxId,
		engagementId: row.engagementId,
		contactId: row.contactId,
		companyId: row.companyId,
		verdict: row.verdict,
		evidence: (row.evidence ?? {}) as Record<string, unknown>,
		correctedFrom: row.correctedFrom,
		reading: row.direction === 'in' ? mailReading(row) : null,
		goneAt: row.goneAt,
		position: null,
		sendState: null,
		settledBy: null,
		answer: null,
	};
}

/** A mail of ours as its conversation shows it. */
export function entryOfSend(row: SendRow, answer: MailEntry['answer']): WholeMail {
	return {
		id: row.id,
		kind: 'sent',
		at: row.sentAt ?? row.createdAt,
		from: { name: row.sender?.displayName || null, address: row.sender?.address ?? null },
		to: row.recipient ? [row.recipient] : [],
		replyTo: null,
		subject: row.subject,
		text: row.content?.text ?? '',
		wholeText: null,
		frame: row.content ? frameDocument(row.content.html, { remoteImages: false }) : null,
		remoteImages: 0,
		mailboxId: row.sender?.mailboxId ?? null,
		engagementId: row.engagementId,
		contactId: row.contactId,
		companyId: row.companyId,
		verdict: null,
		evidence: row.evidence ? { found: row.evidence } : {},
		correctedFrom: null,
		reading: null,
		goneAt: null,
		position: row.position,
		sendState: row.state,
		settledBy: row.settledBy,
		answer,
	};
}
