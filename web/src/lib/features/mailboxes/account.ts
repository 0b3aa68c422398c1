import type { MailboxLine } from '#domain/mailboxes/show/list-mailboxes.ts';
import { passwordsToType, type TypedPasswords } from '#domain/mailboxes/passwords-to-type.ts';

type Security = 'tls' | 'starttls';

/** What the form of a mail account holds. */
export interface AccountFields {
	imapHost: string;
	imapPort: string;
	imapSecurity: Security;
	smtpHost: string;
	smtpPort: string;
	smtpSecurity: Security;
	login: string;
	password: string;
	sameCredentials: boolean;
	smtpLogin: string;
	smtpPassword: string;
}

/** Usual ports of each way. */
const PORTS = { imap: { tls: '993', starttls: '143' }, smtp: { tls: '465', starttls: '587' } };

/** The port that goes with a security, unless somebody typed one of their own. */
export function portFor(side: 'imap' | 'smtp', security: Security, present: string): string {
	const usual = PORTS[side];
	return Object.values(usual).includes(present) ? usual[security] : present;
}

/** The form of a mailbox that exists, or of a new one for an address. */
export function fieldsOf(mailbox: MailboxLine | null, address: string): AccountFields {
	const security = (text: string | undefined): Security => (text === 'starttls' ? 'starttls' : 'tls');
	return {
		imapHost: mailbox?.imap.host ?? '',
		imapPort: String(mailbox?.imap.port ?? PORTS.imap.tls),
		imapSecurity: security(mailbox?.imap.security),
		smtpHost: mailbox?.smtp.host ?? '',
		smtpPort: String(mailbox?.smtp.port ?? PORTS.smtp.tls),
		smtpSecurity: security(mailbox?.smtp.security),
		login: mailbox?.imap.user ?? address,
		password: '',
		sameCredentials: !mailbox || mailbox.imap.user === mailbox.smtp.user,
		smtpLogin: mailbox?.smtp.user ?? address,
		smtpPassword: '',
	};
}

/** The form as the test takes it. Spaces in a password are left alone but for those around it. */
export function settingsOf(fields: AccountFields) {
	const { imapHost, imapPort, imapSecurity, smtpHost, smtpPort, smtpSecurity, login, smtpLogin } = fields;
	return {
		imap: { host: imapHost, port: Number(imapPort), security: imapSecurity, user: login },
		smtp: {
			host: smtpHost,
			port: Number(smtpPort),
			security: smtpSecurity,
			user: fields.sameCredentials ? login : smtpLogin,
		},
		isShared: false,
	};
}

/** The typed passwords; where one was not typed, the saved one serves. */
export function secretsOf(fields: AccountFields): TypedPasswords {
	return {
		...(fields.password ? { imap: fields.password } : {}),
		...(!fields.sameCredentials && fields.smtpPassword ? { smtp: fields.smtpPassword } : {}),
	};
}

/**
 * The password fields of a saved mailbox that must be filled again, as the server will ask: one field stands for both
 * servers where both have the same credentials.
 */
export function fieldsToFillAgain(mailbox: MailboxLine | null, fields: AccountFields): ('imap' | 'smtp')[] {
	if (!mailbox) return [];
	const again = passwordsToType(mailbox, settingsOf(fields), secretsOf(fields));
	return fields.sameCredentials && again.length > 0 ? ['imap'] : again;
}
