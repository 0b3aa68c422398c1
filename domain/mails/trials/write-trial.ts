import { draftMail } from '#domain/mails/draft-mail.ts';
import { poke } from '#domain/outbox/poke.ts';
import { readOpposition } from '#domain/suppressions/ask/is-suppressed.ts';
import type { Actor } from '#domain/values/actor.ts';
import type { Transaction } from '#platform/database/database.ts';
import { oneAfterTheOther } from '#platform/database/one-after-the-other.ts';
import { trialLimits } from '#platform/limits.ts';
import { Refusal } from '#platform/refusal.ts';
import { readTrialMailbox } from './trial-mailbox.ts';
import { trialMailId } from './trial-mail-id.ts';

/** What is sent, from where, and to whom. */
export interface TrialToWrite {
	/** Of the press: twice the same sends once. */
	readonly requestId: string;
	readonly mailboxId: string;
	/** As `normaliseAddress` makes them. */
	readonly addresses: readonly string[];
	readonly subject: string;
	readonly bodyHtml: string;
}

/**
 * *Envoyer l'essai* (E-14): a short mail leaves from this mailbox to a few addresses, each by its own run `message/<id>`,
 * which asks again whether somebody objected. Mails of a person within a day are bounded.
 *
 * @throws {Refusal} missing; not-allowed; refused-mailbox; trial-too-many-addresses; trial-opposed with `position`, the place of
 *   the first such address; trial-full with `left`; request-reused: the press sent another test.
 */
export async function writeTrial(
	tx: Transaction,
	actor: Actor,
	{ requestId: trialId, mailboxId, addresses, subject, bodyHtml }: TrialToWrite,
): Promise<{ readonly trialId: string }> {
	const recipients = [...new Set(addresses)];
	if (recipients.length > trialLimits.addresses) throw new Refusal('invalid', 'trial-too-many-addresses');
	// Two tabs of one person, whatever their mailboxes: the second one counts what the first one wrote.
	await oneAfterTheOther(tx, `trial/${actor.userId}`);
	await tx.lock('mailbox', [mailboxId]);
	const { senderId, isRead } = await readTrialMailbox(tx, actor, mailboxId);
	const mails = recipients.map((recipient, place) => ({ sendId: trialMailId(trialId, place), recipient }));
	if (await isWritten(tx, actor, { trialId, senderId, mails })) return { trialId };
	if (!isRead) throw new Refusal('conflict', 'refused-mailbox');
	await assertNobodyObjects(tx, recipients);
	await assertFewMails(tx, actor, recipients.length);
	for (const mail of mails) {
		const words = { subject, bodyHtml, authorId: actor.userId };
		await draftMail(tx, { ...mail, ...words, kind: 'test', trialId, senderId });
		await poke(tx, 'message', mail.sendId);
	}
	return { trialId };
}

interface WrittenTrial {
	readonly trialId: string;
	readonly senderId: string;
	readonly mails: readonly { readonly sendId: string; readonly recipient: string }[];
}

/** Whether this press was done already. @throws {Refusal} request-reused: with other addresses, or by somebody else. */
async function isWritten(tx: Transaction, { userId }: Actor, trial: WrittenTrial): Promise<boolean> {
	const { trialId, senderId, mails } = trial;
	const written = await tx.db.send.findMany({
		where: { trialId },
		select: { id: true, recipient: true, senderId: true, authorId: true },
	});
	if (written.length === 0) return false;
	const isSame = mails.every(({ sendId, recipient }) =>
		written.some(
			(one) =>
				one.id === sendId &&
				one.recipient === recipient &&
				one.senderId === senderId &&
				one.authorId === userId,
		),
	);
	if (!isSame || written.length !== mails.length) throw new Refusal('conflict', 'request-reused');
	return true;
}

async function assertNobodyObjects(tx: Transaction, recipients: readonly string[]): Promise<void> {
	for (const [place, recipient] of recipients.entries()) {
		const { suppressedAt, objectionId } = await readOpposition(tx, recipient);
		if (suppressedAt || objectionId) throw new Refusal('conflict', 'trial-opposed', { position: place + 1 });
	}
}

async function assertFewMails(tx: Transaction, { userId }: Actor, wanted: number): Promise<void> {
	const since = new Date(tx.at.getTime() - trialLimits.within);
	const written = await tx.db.send.count({
		where: { authorId: userId, trialId: { not: null }, createdAt: { gt: since } },
	});
	const left = Math.max(0, trialLimits.mails - written);
	if (wanted > left) throw new Refusal('conflict', 'trial-full', { left });
}
