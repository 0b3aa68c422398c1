import type { Mailbox, Sender } from '#prisma/generated/client/client.ts';

/** A server of an account, and who signs in to it. */
export interface AccountServer {
	readonly host: string;
	readonly port: number;
	/** `tls` or `starttls`. */
	readonly security: string;
	readonly user: string;
}

/** Where a mailbox is read, and where its sender sends. */
export interface AccountServers {
	readonly imap: AccountServer;
	readonly smtp: AccountServer;
}

/** The servers that an account's passwords are stored for. */
export function serversOf(
	mailbox: Pick<Mailbox, 'imapHost' | 'imapPort' | 'imapSecurity' | 'loginName'>,
	sender: Pick<Sender, 'smtpHost' | 'smtpPort' | 'smtpSecurity' | 'loginName'>,
): AccountServers {
	const { imapHost, imapPort, imapSecurity } = mailbox;
	const { smtpHost, smtpPort, smtpSecurity } = sender;
	return {
		imap: { host: imapHost, port: imapPort, security: imapSecurity, user: mailbox.loginName },
		smtp: { host: smtpHost, port: smtpPort, security: smtpSecurity, user: sender.loginName },
	};
}
