import { randomUUID } from 'node:crypto';
import type { Transaction } from '#platform/database/database.ts';
import type { Message, Prisma } from '#prisma/generated/client/client.ts';

/** Where a mail came in, what it means, and whatever else its row shall say. */
export type ReceivedMailWish = Pick<Prisma.MessageUncheckedCreateInput, 'mailboxId' | 'verdict'> &
	Partial<Omit<Prisma.MessageUncheckedCreateInput, 'subscriptionId'>>;

/** A mail that was received just now, as the reader stores it; its verdict has not been applied. */
export async function createReceivedMail(
	{ db, subscriptionId, at }: Transaction,
	wish: ReceivedMailWish,
): Promise<Message> {
	return db.message.create({
		data: {
			subscriptionId,
			folder: 'INBOX',
			uidValidity: 1,
			// Of any two mails another one.
			uid: Number.parseInt(randomUUID().slice(0, 8), 16),
			direction: 'in',
			receivedAt: at,
			storedAt: at,
			size: 1,
			about: wish.engagementId ? 'engagement' : null,
			...wish,
		},
	});
}
