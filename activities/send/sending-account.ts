import type { ImapAccount } from '#mail/sent/sent-folder.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

/** A mailbox as a send uses it, its secrets open: it stays in memory and never in a log, an error or a history. */
export interface SendingAccount {
	readonly mailboxId: string;
	readonly address: string;
	readonly smtp: {
		readonly server: { readonly host: string; readonly port: number; readonly security: 'tls' | 'starttls' };
		readonly credentials: { readonly user: string; readonly password: string };
	};
	readonly imap: ImapAccount;
	/** Does the server file what it sends by itself? `auto`: not known yet. */
	readonly filesSent: 'auto' | 'yes' | 'no';
	readonly uncertainPolicy: 'silence' | 'delivery' | 'ask';
}

/**
 * Reads a mailbox's servers and opens its secrets.
 *
 * @returns undefined where the mailbox does not exist or has no credentials.
 * @throws SealBroken
 */
export async function sendingAccountOf(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
): Promise<SendingAccount | undefined> {
	const row = await tx.db.mailbox.findFirst({ where: { id: mailboxId }, include: { secret: true } });
	if (!row?.secret) return undefined;
	const context = `mailbox:${row.id}`;
	const password = envelopes.open(row.secret.sealed, context).toString();
	const smtpPassword = row.secret.smtpSealed
		? envelopes.open(row.secret.smtpSealed, context).toString()
		: password;
	return {
		mailboxId: row.id,
		address: row.address,
		smtp: {
			server: { host: row.smtpHost, port: row.smtpPort, security: row.smtpSecurity as 'tls' | 'starttls' },
			credentials: { user: row.smtpLoginName ?? row.loginName, password: smtpPassword },
		},
		imap: {
			host: row.imapHost,
			port: row.imapPort,
			security: row.imapSecurity as 'tls' | 'starttls',
			user: row.loginName,
			password,
		},
		filesSent: row.filesSent as SendingAccount['filesSent'],
		uncertainPolicy: row.uncertainPolicy as SendingAccount['uncertainPolicy'],
	};
}
