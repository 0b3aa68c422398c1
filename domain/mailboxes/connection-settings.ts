import { z } from 'zod';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';

const server = z.object({
	host: z.string().trim().min(1).max(253),
	port: z.number().int().min(1).max(65_535),
	/** R-22, 5.3-1: a connection without encryption is not offered. */
	security: z.enum(['tls', 'starttls']),
	user: z.string().trim().min(1).max(320),
});

/** The servers of a mailbox as a person typed them, without secrets. */
export const connectionSettings = z.object({
	imap: server,
	smtp: server,
	/** a shared address, which is nobody's sign-in. */
	isShared: z.boolean(),
});

export type ConnectionSettings = z.infer<typeof connectionSettings>;

/** What a connection test keeps in its row: also the language in which its mail to oneself is written. */
export const testedSettings = connectionSettings.extend({ language: z.enum(LANGUAGE_CODES).catch('fr') });

export type TestedSettings = z.infer<typeof testedSettings>;

/** The lines of a connection test, in their order (5.4-6): CHECKS of mail/connection. */
export const CONNECTION_CHECKS = [
	'address',
	'dns-imap',
	'tcp-imap',
	'tls-imap',
	'certificate-imap',
	'login-imap',
	'inbox',
	'dns-smtp',
	'tcp-smtp',
	'tls-smtp',
	'certificate-smtp',
	'login-smtp',
	'round-trip',
] as const;
