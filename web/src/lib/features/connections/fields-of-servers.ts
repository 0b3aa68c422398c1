import type { ConnectionView } from '#domain/connections/read-connection.ts';
import type { AccountFields } from '#lib/features/mailboxes/account.ts';

/** The form of servers that were recognised or typed before; passwords are typed anew. */
export function fieldsOfServers(
	{ imap, smtp }: NonNullable<ConnectionView['settings']>,
	address: string,
): AccountFields {
	return {
		imapHost: imap.host,
		imapPort: String(imap.port),
		imapSecurity: imap.security,
		smtpHost: smtp.host,
		smtpPort: String(smtp.port),
		smtpSecurity: smtp.security,
		login: imap.user || address,
		password: '',
		sameCredentials: imap.user === smtp.user,
		smtpLogin: smtp.user || address,
		smtpPassword: '',
	};
}
