import { previewLetter, type LetterToPreview } from '#domain/newsletters/content/preview-letter.ts';
import { poke } from '#domain/outbox/poke.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { draftMail } from './draft-mail.ts';
import { mailboxForTests } from './mailbox-for-tests.ts';

/** A letter as the editor holds it at this moment, and for whom it is filled. */
export interface TestLetterToWrite extends LetterToPreview {
	readonly requestId: string;
}

/**
 * Sends the author the letter as this contact would get it, from and to her own mailbox (D-40): nothing is measured, nobody is
 * unsubscribed.
 *
 * @throws {Refusal} missing (no such contact), refused-mailbox.
 */
export async function writeTestLetter(
	tx: Transaction,
	actor: Actor,
	letter: TestLetterToWrite,
): Promise<{ sendId: string; address: string }> {
	const { subject, html, text } = await previewLetter(tx, actor, letter);
	const { senderId, address } = await mailboxForTests(tx, actor);
	const { requestId: sendId } = letter;
	const mail = { senderId, recipient: address, subject, bodyHtml: html, text };
	const isNew = await draftMail(tx, { sendId, kind: 'test', authorId: actor.userId, ...mail });
	if (isNew) await poke(tx, 'message', sendId);
	return { sendId, address };
}
