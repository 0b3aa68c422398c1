import { openOfMailbox, openOfSender } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { AccountAccess, Credentials } from '#mail/credentials.ts';
import type { Transaction } from '#platform/database/database.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';

/** A sender as a send uses it, its login ready: it stays in memory and never in a log, an error or a history. */
export interface SendingAccount {
	readonly senderId: string;
	readonly address: string;
	readonly smtp: AccountAccess;
	/** Undefined: nothing is read of it. */
	readonly mailbox: SentMailbox | undefined;
	readonly uncertainPolicy: 'silence' | 'delivery' | 'ask';
}

/** Where copies of what was sent lie. */
export interface SentMailbox {
	readonly id: string;
	readonly imap: AccountAccess;
	/** Does the server file what it sends by itself? `auto`: not known yet. */
	readonly filesSent: 'auto' | 'yes' | 'no';
}

interface AccountRow {
	readonly address: string;
	readonly smtpHost: string;
	readonly smtpPort: number;
	readonly smtpSecurity: 'tls' | 'starttls';
	readonly smtpUser: string;
	readonly uncertainPolicy: SendingAccount['uncertainPolicy'];
	readonly ownSealed: Uint8Array | null;
	readonly mailboxId: string | null;
	readonly imapHost: string;
	readonly imapPort: number;
	readonly imapSecurity: 'tls' | 'starttls';
	readonly imapUser: string;
	readonly filesSent: SentMailbox['filesSent'];
	readonly sealed: Uint8Array | null;
}

/**
 * Reads a sender's server, and its mailbox's where it is read, and opens their secrets. One without a password of its own
 * signs in with its mailbox's.
 *
 * @returns undefined where it does not exist, or has no credentials that this master key opens.
 */
export async function sendingAccountOf(
	tx: Transaction,
	envelopes: Envelopes,
	senderId: string,
): Promise<SendingAccount | undefined> {
	const [row] = await tx.sql<AccountRow>`
		SELECT s.address, s.smtp_host AS "smtpHost", s.smtp_port AS "smtpPort", s.smtp_security AS "smtpSecurity",
			s.login_name AS "smtpUser", s.uncertain_policy AS "uncertainPolicy", own.sealed AS "ownSealed",
			m.id::text AS "mailboxId", m.imap_host AS "imapHost", m.imap_port AS "imapPort",
			m.imap_security AS "imapSecurity", m.login_name AS "imapUser", m.files_sent AS "filesSent", read.sealed
		FROM sender s
		LEFT JOIN sender_secret own ON (own.subscription_id, own.sender_id) = (s.subscription_id, s.id)
		LEFT JOIN mailbox m ON (m.subscription_id, m.id) = (s.subscription_id, s.mailbox_id)
		LEFT JOIN mailbox_secret read ON (read.subscription_id, read.mailbox_id) = (m.subscription_id, m.id)
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = ${senderId}::uuid`;
	return row && whereSealsHold(() => accountOf(row, envelopes, senderId));
}

function accountOf(row: AccountRow, envelopes: Envelopes, senderId: string): SendingAccount | undefined {
	const { address, uncertainPolicy, mailboxId, sealed, ownSealed } = row;
	const password = mailboxId && sealed ? openOfMailbox(envelopes, mailboxId, sealed) : undefined;
	if (mailboxId && password === undefined) return undefined;
	const own = ownSealed ? openOfSender(envelopes, { senderId, mailboxId }, ownSealed) : password;
	if (own === undefined) return undefined;
	const login = (user: string, secret: string): Credentials => ({ kind: 'password', user, password: secret });
	return {
		senderId,
		address,
		smtp: {
			host: row.smtpHost,
			port: row.smtpPort,
			security: row.smtpSecurity,
			credentials: login(row.smtpUser, own),
		},
		mailbox:
			mailboxId && password !== undefined
				? {
						id: mailboxId,
						imap: {
							host: row.imapHost,
							port: row.imapPort,
							security: row.imapSecurity,
							credentials: login(row.imapUser, password),
						},
						filesSent: row.filesSent,
					}
				: undefined,
		uncertainPolicy,
	};
}

/** What `open` opens; undefined where a secret was sealed under another master key. */
export function whereSealsHold<T>(open: () => T): T | undefined {
	try {
		return open();
	} catch (error) {
		if (error instanceof SealBroken) return undefined;
		throw error;
	}
}
