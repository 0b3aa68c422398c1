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
 * One mail, received or ours.
 *
 * @param remoteImages the reader asked for the pictures from elsewhere.
 * @throws {Refusal} missing.
 */
export async function readMail(
	tx: Transaction,
	{ id, remoteImages }: { id: string; remoteImages: boolean },
): Promise<MailEntry> {
	const message = await tx.db.message.findFirst({ where: { id }, select: messageSelection });
	if (message) return entryOfMessage(message, { remoteImages });
	const send = await tx.db.send.findFirst({ where: { id }, select: sendSelection });
	if (!send) throw new Refusal('not-found', 'missing');
	const answers = await readAnswers(tx, [send]);
	return entryOfSend(send, answers.get(id) ?? null);
}
