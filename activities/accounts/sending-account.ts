import { openOfSender } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { AccountAccess } from '#mail/credentials.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import {
	imapOf,
	loginColumns,
	loginJoins,
	secretOf,
	whereSealsHold,
	type AccountRead,
	type LoginRow,
} from './mailbox-login.ts';

/** A sender as a send uses it, its login ready: it stays in memory and never in a log, an error or a history. */
export interface SendingAccount {
	readonly senderId: string;
	readonly address: string;
	readonly smtp: AccountAccess;
	/** Undefined: nothing is read of it. */
	readonly mailbox: SentMailbox | undefined;
}

/** Where copies of what was sent lie. */
export interface SentMailbox {
	readonly id: string;
	readonly imap: AccountAccess;
	/** Does the server file what it sends by itself? `auto`: not known yet. */
	readonly filesSent: 'auto' | 'yes' | 'no';
}

interface SenderRow extends LoginRow {
	readonly address: string;
	readonly smtpHost: string;
	readonly smtpPort: number;
	readonly smtpSecurity: 'tls' | 'starttls';
	readonly smtpUser: string;
	readonly ownSealed: Uint8Array | null;
	readonly filesSent: SentMailbox['filesSent'];
}

/**
 * Reads a sender's server, and its mailbox's where it is read, and opens their logins. One without a password of its own
 * signs in as its mailbox does.
 */
export async function sendingAccountOf(
	tx: Transaction,
	envelopes: Envelopes,
	senderId: string,
): Promise<AccountRead<SendingAccount>> {
	const [row] = await tx.sql<SenderRow>`
		SELECT s.address, s.smtp_host AS "smtpHost", s.smtp_port AS "smtpPort", s.smtp_security AS "smtpSecurity",
			s.login_name AS "smtpUser", own.sealed AS "ownSealed",
			m.files_sent AS "filesSent", ${loginColumns}
		FROM sender s
		LEFT JOIN sender_secret own ON (own.subscription_id, own.sender_id) = (s.subscription_id, s.id)
		LEFT JOIN mailbox m ON (m.subscription_id, m.id) = (s.subscription_id, s.mailbox_id) ${loginJoins}
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = ${senderId}::uuid`;
	return row ? accountOf(row, envelopes, senderId) : { kind: 'missing' };
}

function accountOf(row: SenderRow, envelopes: Envelopes, senderId: string): AccountRead<SendingAccount> {
	const { mailboxId, ownSealed } = row;
	const read = secretOf(row, envelopes);
	if (mailboxId && read.kind !== 'ready') return read;
	const own = ownSealed
		? whereSealsHold(() => ({
				kind: 'password',
				password: openOfSender(envelopes, { senderId, mailboxId }, ownSealed),
			}))
		: read;
	if (own.kind !== 'ready') return own;
	const { address, smtpHost, smtpPort, smtpSecurity, smtpUser, filesSent } = row;
	const credentials = { ...own.account, user: smtpUser };
	return {
		kind: 'ready',
		account: {
			senderId,
			address,
			smtp: { host: smtpHost, port: smtpPort, security: smtpSecurity, credentials },
			mailbox:
				mailboxId && read.kind === 'ready'
					? { id: mailboxId, imap: imapOf(row, read.account), filesSent }
					: undefined,
		},
	};
}
