import { createHash } from 'node:crypto';
import { proofOfCopy } from '#domain/restores/proof-of-copy.ts';
import { recordRestore } from '#domain/restores/record-restore.ts';
import { recordUnknownSent } from '#domain/restores/record-unknown-sent.ts';
import { recoverFoundStep, type FoundMail } from '#domain/restores/recover-step.ts';
import { ImapError } from '#mail/imap/imap-error.ts';
import type { FetchedHead, ImapSession } from '#mail/imap/imap-session.ts';
import { parseHead } from '#mail/inbound/parse-head.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { UnreadableMail } from '#mail/inbound/parsed-mail.ts';
import { firstOf } from '#mail/inbound/raw-headers.ts';
import { sanitise } from '#mail/inbound/sanitise.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Watching } from './mailbox-deps.ts';
import type { Weighed } from './weigh-heads.ts';

/**
 * A mail of ours lies in Sent and no row knows it: the database came back from a backup. A step of a live run counts as left
 * from then on; what belongs to nothing that is left is listed for support.
 */
export async function noteForgotten(
	{ deps, subscriptionId, watch }: Watching,
	session: ImapSession,
	{ sendId, step }: Extract<Weighed, { kind: 'forgotten' }>,
	head: FetchedHead,
): Promise<void> {
	const { receivedAt } = head;
	const { mailboxId } = watch;
	const inSubscription = <T>(work: (tx: Transaction) => Promise<T>) =>
		deps.database.inSubscription(subscriptionId, work);
	if (!step) {
		await inSubscription((tx) => recordUnknownSent(tx, mailboxId, { sendId, sentAt: receivedAt }));
		return;
	}
	const { engagementId } = step;
	const proof = await inSubscription((tx) =>
		proofOfCopy(tx, mailboxId, { sendId, engagementId, receivedAt }),
	);
	if (proof && (await deps.database.asHalt((tx) => recordRestore(tx, proof))))
		deps.logger.error({ mailboxId }, 'the database came back from a backup');
	const mail = await readOwnMail(session, head);
	await inSubscription((tx) => recoverFoundStep(tx, sendId, step, { sentAt: receivedAt, mail }));
}

/** What the screens and the next step of the thread need of it. */
async function readOwnMail(session: ImapSession, head: FetchedHead): Promise<FoundMail> {
	const { to, subject, messageIdKey, fields } = parseHead(head.head);
	// As it stands there, case kept: answers are written to this very id.
	const messageId = firstOf(fields, 'message-id')?.trim() ?? `<${messageIdKey}>`;
	const mail = { recipient: to[0]?.address ?? null, subject, messageId, messageIdKey };
	const source = await session.mail(head);
	if (!source) return mail;
	try {
		const { text, html } = await parseMail(source);
		const bytes = new Uint8Array(source);
		const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
		return {
			...mail,
			content: { bytes, sha256, html: html === undefined ? '' : sanitise(html).html, text },
		};
	} catch (error) {
		if (error instanceof UnreadableMail || error instanceof ImapError) return mail;
		throw error;
	}
}
