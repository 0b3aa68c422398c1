import { z } from 'zod';
import { LANGUAGE_CODES } from '#domain/values/language-code.ts';
import type { Check } from '#mail/connection/check-codes.ts';

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

const LINES: Record<Check, true> = {
	address: true,
	'dns-imap': true,
	'tcp-imap': true,
	'tls-imap': true,
	'certificate-imap': true,
	'login-imap': true,
	inbox: true,
	'dns-smtp': true,
	'tcp-smtp': true,
	'tls-smtp': true,
	'certificate-smtp': true,
	'login-smtp': true,
	'round-trip': true,
};

/** The lines of a connection test, in their order (5.4-6). */
export const CONNECTION_CHECKS = Object.keys(LINES) as Check[];
