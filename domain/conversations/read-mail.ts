import { accessToMessages, accessToSends } from '#domain/privacy/open-mails.ts';
import { asReadBy } from '#domain/conversations/withhold.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { Refusal } from '#platform/refusal.ts';
import { readAnswers } from './read-answers.ts';
import {
	entryOfMessage,
	entryOfSend,
	messageSelection,
	sendSelection,
	type MailEntry,
} from './mail-entry.ts';

/**
 * One mail, received or ours; of one that is not the reader's to read its date (5.7-9).
 *
 * @param remoteImages the reader asked for the pictures from elsewhere.
 * @throws {Refusal} missing.
 */
export async function readMail(
	tx: Transaction,
	actor: Actor,
	{ id, remoteImages }: { id: string; remoteImages: boolean },
): Promise<MailEntry> {
	const message = await tx.db.message.findFirst({ where: { id }, select: messageSelection });
	if (message) {
		const access = await accessToMessages(tx, actor.userId, [id]);
		return asReadBy(entryOfMessage(message, { remoteImages }), access.get(id));
	}
	const send = await tx.db.send.findFirst({ where: { id }, select: sendSelection });
	if (!send) throw new Refusal('not-found', 'missing');
	const answers = await readAnswers(tx, actor, [send]);
	const access = await accessToSends(tx, actor.userId, [id]);
	return asReadBy(entryOfSend(send, answers.get(id) ?? null), access.get(id));
}
