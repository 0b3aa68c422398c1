import { accessToMessages } from '#domain/privacy/open-mails.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { MailEntry } from './mail-entry.ts';

/** Verdicts that say something of the mail that was answered. */
const TELLING = [
	'reply',
	'negative-reply',
	'doubtful',
	'early-reply',
	'outside-reply',
	'absence',
	'objection',
	'complaint',
	'bounce-hard',
	'bounce-soft',
];

/** What was received about mails that people wrote, the newest of each that the reader may read (5.7-9). */
export async function readAnswers(
	tx: Transaction,
	actor: Actor,
	sends: readonly { readonly id: string; readonly kind: string }[],
): Promise<ReadonlyMap<string, NonNullable<MailEntry['answer']>>> {
	const written = sends.filter(({ kind }) => kind === 'personal').map(({ id }) => id);
	if (written.length === 0) return new Map();
	const answers = await tx.db.message.findMany({
		where: { sendId: { in: written }, direction: 'in', verdict: { in: TELLING } },
		orderBy: { receivedAt: 'asc' },
		select: { id: true, sendId: true, verdict: true },
	});
	const access = await accessToMessages(
		tx,
		actor.userId,
		answers.map(({ id }) => id),
	);
	return new Map(
		answers
			.filter(({ id }) => access.get(id)?.isOpen)
			.map(({ id: messageId, sendId, verdict }) => [sendId!, { messageId, verdict }]),
	);
}
