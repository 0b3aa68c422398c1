import type { Check } from './check-codes.ts';

/** What a line stands on. */
export const NEEDS: Record<Check, readonly Check[]> = {
	address: [],
	'dns-imap': ['address'],
	'tcp-imap': ['dns-imap'],
	'tls-imap': ['tcp-imap'],
	'certificate-imap': ['tls-imap'],
	'login-imap': ['certificate-imap'],
	inbox: ['login-imap'],
	'dns-smtp': ['address'],
	'tcp-smtp': ['dns-smtp'],
	'tls-smtp': ['tcp-smtp'],
	'certificate-smtp': ['tls-smtp'],
	'login-smtp': ['certificate-smtp'],
	firewall: ['address'],
	graph: ['address'],
	'round-trip': ['inbox', 'login-smtp', 'graph'],
	'relay-mail': ['login-smtp'],
};
