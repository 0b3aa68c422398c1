import { openOfSender } from '#domain/mailboxes/set-mailbox-secret.ts';
import type { AccountAccess, Credentials } from '#mail/credentials.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { PlatformSender } from '#platform/platform-sender.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import {
	graphSecretOf,
	imapOf,
	loginColumns,
	loginJoins,
	secretOf,
	whereSealsHold,
	type AccountRead,
	type LoginRow,
} from './mailbox-login.ts';

/** A sender as a send uses it, its login ready: it stays in memory and never in a log, an error or a history. */
export type SendingAccount = AccountOverSmtp | AccountByGraph;

interface AnyAccount {
	readonly address: string;
}

/** One whose mails leave over SMTP. */
export interface AccountOverSmtp extends AnyAccount {
	readonly delivery: 'smtp';
	readonly smtp: AccountAccess;
	/** Undefined: nothing is read of it. */
	readonly mailbox: SentMailbox | undefined;
}

/** One whose mails leave through Microsoft Graph, because SMTP is closed for it (D-65). */
export interface AccountByGraph extends AnyAccount {
	readonly delivery: 'graph';
	/** An access token for Graph. */
	readonly graph: Extract<Credentials, { kind: 'oauth' }>;
	/** What is read of it; Graph files by itself what it sends. */
	readonly mailbox: {
		readonly id: string;
		/** Of a shared one: whoever signed in for it may be somebody else, whose own mailbox is not written in. */
		readonly sharedAddress: string | undefined;
	};
}

/** Where copies of what was sent lie. */
export interface SentMailbox {
	readonly id: string;
	readonly imap: AccountAccess;
	/** Does the server file what it sends by itself? `auto`: not known yet. */
	readonly filesSent: 'auto' | 'yes' | 'no';
}

interface SenderRow extends LoginRow {
	readonly kind: string;
	readonly address: string;
	readonly delivery: SendingAccount['delivery'];
	readonly smtpHost: string;
	readonly smtpPort: number;
	readonly smtpSecurity: 'tls' | 'starttls';
	readonly smtpUser: string;
	readonly ownSealed: Uint8Array | null;
	readonly filesSent: SentMailbox['filesSent'];
}

/** Where logins of senders come from: rows that are opened, or for the platform's own the configuration. */
export interface SenderSecrets {
	readonly envelopes: Envelopes;
	readonly platformSender?: PlatformSender | undefined;
}

/**
 * Reads a sender's server, and its mailbox's where it is read, and opens their logins. One without a password of its own
 * signs in as its mailbox does.
 *
 * @param senderId null: the platform's own, of which nothing is read.
 */
export async function sendingAccountOf(
	tx: Transaction,
	{ envelopes, platformSender }: SenderSecrets,
	senderId: string | null,
): Promise<AccountRead<SendingAccount>> {
	if (senderId === null) return platformAccountOf(platformSender);
	const [row] = await tx.sql<SenderRow>`
		SELECT s.kind, s.address, s.smtp_host AS "smtpHost", s.smtp_port AS "smtpPort", s.smtp_security AS "smtpSecurity",
			s.login_name AS "smtpUser", s.delivery, own.sealed AS "ownSealed",
			m.files_sent AS "filesSent", ${loginColumns}
		FROM sender s
		LEFT JOIN sender_secret own ON (own.subscription_id, own.sender_id) = (s.subscription_id, s.id)
		LEFT JOIN mailbox m ON (m.subscription_id, m.id) = (s.subscription_id, s.mailbox_id) ${loginJoins}
		WHERE s.subscription_id = ${tx.subscriptionId}::uuid AND s.id = ${senderId}::uuid`;
	return row ? accountOf(row, envelopes, senderId) : { kind: 'missing' };
}

function accountOf(row: SenderRow, envelopes: Envelopes, senderId: string): AccountRead<SendingAccount> {
	const { mailboxId, ownSealed, address } = row;
	if (row.delivery === 'graph') {
		const token = graphSecretOf(row, envelopes);
		if (token.kind !== 'ready') return token;
		// What may be sent there is what the owner of a mailbox consented to.
		if (!mailboxId) return { kind: 'missing' };
		const graph = { ...token.account, user: address };
		return {
			kind: 'ready',
			account: {
				...{ delivery: 'graph', address, graph },
				mailbox: { id: mailboxId, sharedAddress: row.kind === 'shared' ? address : undefined },
			},
		};
	}
	const read = secretOf(row, envelopes);
	if (mailboxId && read.kind !== 'ready') return read;
	const own = ownSealed
		? whereSealsHold(() => ({
				kind: 'password',
				password: openOfSender(envelopes, { senderId, mailboxId }, ownSealed),
			}))
		: read;
	if (own.kind !== 'ready') return own;
	const { smtpHost, smtpPort, smtpSecurity, smtpUser } = row;
	const credentials = { ...own.account, user: smtpUser };
	const smtp = { host: smtpHost, port: smtpPort, security: smtpSecurity, credentials };
	const mailbox =
		mailboxId && read.kind === 'ready'
			? { id: mailboxId, imap: imapOf(row, read.account), filesSent: row.filesSent }
			: undefined;
	return { kind: 'ready', account: { delivery: 'smtp', address, smtp, mailbox } };
}

function platformAccountOf(sender: PlatformSender | undefined): AccountRead<SendingAccount> {
	if (!sender) return { kind: 'missing' };
	const { host, port, security, user, password } = sender.smtp;
	const credentials = { kind: 'password', user, password } as const;
	const smtp = { host, port, security, credentials };
	return {
		kind: 'ready',
		account: { delivery: 'smtp', address: sender.address, smtp, mailbox: undefined },
	};
}

/** As whom its server is spoken to. */
export function credentialsOf(account: SendingAccount): Credentials {
	return account.delivery === 'graph' ? account.graph : account.smtp.credentials;
}
