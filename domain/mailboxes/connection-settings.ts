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
	/** `graph`: its mails leave through Microsoft Graph, and its outgoing server is not spoken to (D-65). */
	delivery: z.enum(['smtp', 'graph']).default('smtp'),
});

/** By which way the mails of an account leave. */
export type DeliveryWay = z.output<typeof connectionSettings>['delivery'];

export type ConnectionSettings = z.input<typeof connectionSettings>;

/** What a connection test keeps in its row: also the language in which its mail to oneself is written. */
export const testedSettings = connectionSettings.extend({ language: z.enum(LANGUAGE_CODES).catch('fr') });

export type TestedSettings = z.input<typeof testedSettings>;

/** A relay as somebody typed it (5.5-4): nothing of it is read, and a mail to where its replies go proves it. */
export const relaySettings = z.object({
	smtp: server,
	isRelay: z.literal(true),
	replyAddress: z.string(),
	language: z.enum(LANGUAGE_CODES).catch('fr'),
});

export type RelaySettings = z.infer<typeof relaySettings>;

/** What is tested: an account by which its mails leave, or a relay. */
export type TestedWay = DeliveryWay | 'relay';

const READ: readonly TestedWay[] = ['smtp', 'graph'];
const BY_SMTP: readonly TestedWay[] = ['smtp', 'relay'];
const EACH: readonly TestedWay[] = ['smtp', 'graph', 'relay'];

/** Of which way of sending a line is part. */
const LINES: Record<Check, readonly TestedWay[]> = {
	address: EACH,
	'dns-imap': READ,
	'tcp-imap': READ,
	'tls-imap': READ,
	'certificate-imap': READ,
	'login-imap': READ,
	inbox: READ,
	'dns-smtp': BY_SMTP,
	'tcp-smtp': BY_SMTP,
	'tls-smtp': BY_SMTP,
	'certificate-smtp': BY_SMTP,
	'login-smtp': BY_SMTP,
	firewall: EACH,
	graph: ['graph'],
	'round-trip': READ,
	'relay-mail': ['relay'],
};

/** The lines of a connection test, in their order (5.4-6). */
export const CONNECTION_CHECKS = linesOf('smtp');

/** The same of an account whose mails leave that way, or of a relay. */
export function linesOf(way: TestedWay): Check[] {
	return (Object.keys(LINES) as Check[]).filter((check) => LINES[check].includes(way));
}

/** What settings are a test of. */
export function wayOf(settings: TestedSettings | RelaySettings): TestedWay {
	return 'isRelay' in settings ? 'relay' : (settings.delivery ?? 'smtp');
}
