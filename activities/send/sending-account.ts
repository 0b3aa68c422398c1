import type { ImapAccount } from '#mail/sent/sent-folder.ts';
import type { Transaction } from '#platform/database/database.ts';
import { SealBroken, type Envelopes } from '#platform/secrets/envelope.ts';

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

interface AccountRow extends Pick<SendingAccount, 'address' | 'filesSent' | 'uncertainPolicy'> {
	readonly id: string;
	readonly smtpHost: string;
	readonly smtpPort: number;
	readonly smtpSecurity: 'tls' | 'starttls';
	readonly imapHost: string;
	readonly imapPort: number;
	readonly imapSecurity: 'tls' | 'starttls';
	readonly loginName: string;
	readonly smtpLoginName: string | null;
	readonly sealed: Uint8Array;
	readonly smtpSealed: Uint8Array | null;
}

/**
 * Reads a mailbox's servers and opens its secrets.
 *
 * @returns undefined where the mailbox does not exist, or has no credentials that this master key opens.
 */
export async function sendingAccountOf(
	tx: Transaction,
	envelopes: Envelopes,
	mailboxId: string,
): Promise<SendingAccount | undefined> {
	const [row] = await tx.sql<AccountRow>`
		SELECT m.id::text, m.address, m.smtp_host AS "smtpHost", m.smtp_port AS "smtpPort",
			m.smtp_security AS "smtpSecurity", m.imap_host AS "imapHost", m.imap_port AS "imapPort",
			m.imap_security AS "imapSecurity", m.login_name AS "loginName", m.smtp_login_name AS "smtpLoginName",
			m.files_sent AS "filesSent", m.uncertain_policy AS "uncertainPolicy", s.sealed,
			s.smtp_sealed AS "smtpSealed"
		FROM mailbox m JOIN mailbox_secret s ON (s.subscription_id, s.mailbox_id) = (m.subscription_id, m.id)
		WHERE m.subscription_id = ${tx.subscriptionId}::uuid AND m.id = ${mailboxId}::uuid`;
	if (!row) return undefined;
	const passwords = passwordsOf(row, envelopes);
	if (!passwords) return undefined;
	const [password, smtpPassword] = passwords;
	return {
		mailboxId: row.id,
		address: row.address,
		smtp: {
			server: { host: row.smtpHost, port: row.smtpPort, security: row.smtpSecurity },
			credentials: { user: row.smtpLoginName ?? row.loginName, password: smtpPassword },
		},
		imap: {
			host: row.imapHost,
			port: row.imapPort,
			security: row.imapSecurity,
			user: row.loginName,
			password,
		},
		filesSent: row.filesSent,
		uncertainPolicy: row.uncertainPolicy,
	};
}

/** The passwords of reading and of sending. */
function passwordsOf(row: AccountRow, envelopes: Envelopes): [string, string] | undefined {
	const open = (sealed: Uint8Array) => envelopes.open(sealed, `mailbox:${row.id}`).toString();
	try {
		const password = open(row.sealed);
		return [password, row.smtpSealed ? open(row.smtpSealed) : password];
	} catch (error) {
		if (error instanceof SealBroken) return undefined;
		throw error;
	}
}
