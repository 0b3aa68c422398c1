import { z } from 'zod';
import { writtenInstant } from '#domain/values/moment-fields.ts';
import { accessToMessages, accessToSends } from '#domain/privacy/open-mails.ts';
import { asReadBy } from '#domain/conversations/withhold.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { decodeCursor, pageOf, type Page } from '#platform/database/keyset.ts';
import { readAnswers } from './read-answers.ts';
import {
	entryOfMessage,
	entryOfSend,
	messageSelection,
	sendSelection,
	type MailEntry,
} from './mail-entry.ts';
import { cursorField } from '#domain/values/cursor-field.ts';

/** Whose conversation: exactly one of them. */
export const conversationSchema = z
	.object({
		companyId: z.uuid().optional(),
		contactId: z.uuid().optional(),
		engagementId: z.uuid().optional(),
		cursor: cursorField,
		limit: z.int().min(1).max(100).default(30),
	})
	.refine(
		({ companyId, contactId, engagementId }) =>
			[companyId, contactId, engagementId].filter(Boolean).length === 1,
		{ error: 'one-subject' },
	);

/**
 * A page of what was written to and fro, newest first: received mails, ours that left or may have, and those found in
 * Sent. Pictures from elsewhere stay off, and of what is not the reader's to read stands the date (5.7-9).
 */
export async function listMails(
	tx: Transaction,
	actor: Actor,
	{ companyId, contactId, engagementId, cursor, limit }: z.output<typeof conversationSchema>,
): Promise<Page<MailEntry>> {
	const place = decodeCursor(cursor, z.tuple([writtenInstant, z.uuid()]));
	const before = place && new Date(place[0]);
	const subject = {
		...(companyId && { companyId }),
		...(contactId && { contactId }),
		...(engagementId && { engagementId }),
	};
	const messages = await tx.db.message.findMany({
		where: {
			...subject,
			// A copy of ours in Sent is evidence for the send, which stands in the conversation itself.
			OR: [{ direction: 'in' }, { direction: 'out', sendId: null }],
			...(before && {
				AND: { OR: [{ receivedAt: { lt: before } }, { receivedAt: before, id: { lt: place[1] } }] },
			}),
		},
		orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
		take: limit + 1,
		select: messageSelection,
	});
	const sends = await tx.db.send.findMany({
		where: {
			...subject,
			sentAt: { not: null },
			...(before && { OR: [{ sentAt: { lt: before } }, { sentAt: before, id: { lt: place[1] } }] }),
		},
		orderBy: [{ sentAt: 'desc' }, { id: 'desc' }],
		take: limit + 1,
		select: sendSelection,
	});
	const answers = await readAnswers(tx, actor, sends);
	const received = await accessToMessages(tx, actor.userId, idsOf(messages));
	const written = await accessToSends(tx, actor.userId, idsOf(sends));
	const entries = [
		...messages.map((row) => asReadBy(entryOfMessage(row, { remoteImages: false }), received.get(row.id))),
		...sends.map((row) => asReadBy(entryOfSend(row, answers.get(row.id) ?? null), written.get(row.id))),
	].sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1));
	return pageOf(entries, limit, (entry) => [entry.at.toISOString(), entry.id]);
}

const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
