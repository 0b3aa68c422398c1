import { createHash } from 'node:crypto';
import { proofOfCopy } from '#domain/restores/proof-of-copy.ts';
import { recordRestore } from '#domain/restores/record-restore.ts';
import { recordUnknownSent } from '#domain/restores/record-unknown-sent.ts';
import type { FoundMail } from '#domain/restores/keep-found-mail.ts';
import { recoverPlace } from '#domain/restores/recover-place.ts';
import { recoverFoundStep } from '#domain/restores/recover-step.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import { firstOf } from '#mail/inbound/raw-headers.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Watching } from './mailbox-deps.ts';
import type { ReadableHead } from './read-heads.ts';
import type { Weighed } from './weigh-heads.ts';

/**
 * A mail of ours lies in Sent and no row knows it: the database came back from a backup. A step of a live run, or the mail of a
 * place of an issue, counts as left from then on; what belongs to nothing that is left is listed for support.
 */
export async function noteForgotten(
	watching: Watching,
	session: ImapSession,
	{ sendId, of }: Extract<Weighed, { kind: 'forgotten' }>,
	head: ReadableHead,
): Promise<void> {
	const { deps, subscriptionId, watch } = watching;
	const { receivedAt } = head;
	const { mailboxId } = watch;
	const inSubscription = <T>(work: (tx: Transaction) => Promise<T>) =>
		deps.database.inSubscription(subscriptionId, work);
	if (!of) {
		await inSubscription((tx) => recordUnknownSent(tx, mailboxId, { sendId, sentAt: receivedAt }));
		return;
	}
	const proof = await inSubscription((tx) => proofOfCopy(tx, mailboxId, { sendId, of, receivedAt }));
	if (proof && (await deps.database.asHalt((tx) => recordRestore(tx, proof))))
		deps.logger.error({ mailboxId }, 'the database came back from a backup');
	const mail = await readOwnMail(watching, session, head);
	await inSubscription((tx) =>
		'place' in of
			? recoverPlace(tx, sendId, of, { mailboxId, sentAt: receivedAt, mail })
			: recoverFoundStep(tx, sendId, of, { sentAt: receivedAt, mail }),
	);
}

/** What the screens and the next step of the thread need of it. */
async function readOwnMail(
	{ deps, watch }: Watching,
	session: ImapSession,
	head: ReadableHead,
): Promise<FoundMail> {
	const { to, subject, messageIdKey, fields } = head.mail;
	// As it stands there, case kept: answers are written to this very id.
	const messageId = firstOf(fields, 'message-id')?.trim() ?? `<${messageIdKey}>`;
	const mail = { recipient: to[0]?.address ?? null, subject, messageId, messageIdKey };
	const source = await session.mail(head);
	if (!source) return mail;
	try {
		const at = { receivedAt: head.receivedAt, zone: watch.timeZone };
		const { text, html } = await deps.reader.mail(watch.mailboxId, source, { at, ours: [] });
		const bytes = new Uint8Array(source);
		const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
		return {
			...mail,
			content: { bytes, sha256, html: html ?? '', text },
		};
	} catch (error) {
		if (error instanceof UnreadableMail || error instanceof ImapError) return mail;
		throw error;
	}
}
