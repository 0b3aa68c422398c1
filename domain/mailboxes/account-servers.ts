import type { Mailbox } from '#prisma/generated/client/client.ts';

/** A server of a mailbox, and who signs in to it. */
export interface AccountServer {
	readonly host: string;
	readonly port: number;
	/** `tls` or `starttls`. */
	readonly security: string;
	readonly user: string;
}

/** Where a mailbox is read, and where it sends. */
export interface AccountServers {
	readonly imap: AccountServer;
	readonly smtp: AccountServer;
}

type ServerColumns = Pick<
	Mailbox,
	| 'imapHost'
	| 'imapPort'
	| 'imapSecurity'
	| 'smtpHost'
	| 'smtpPort'
	| 'smtpSecurity'
	| 'loginName'
	| 'smtpLoginName'
>;

/** The servers that a mailbox's passwords are stored for. */
export function serversOf(row: ServerColumns): AccountServers {
	return {
		imap: { host: row.imapHost, port: row.imapPort, security: row.imapSecurity, user: row.loginName },
		smtp: {
			host: row.smtpHost,
			port: row.smtpPort,
			security: row.smtpSecurity,
			user: row.smtpLoginName ?? row.loginName,
		},
	};
}
