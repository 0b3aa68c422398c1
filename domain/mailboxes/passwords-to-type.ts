import type { AccountServer, AccountServers } from './account-servers.ts';

/** The passwords that a person typed; what is not typed is meant to stay as it is stored. */
export interface TypedPasswords {
	/** Serves the outgoing server too, where none is typed for it. */
	readonly imap?: string | undefined;
	readonly smtp?: string | undefined;
}

/** True where a password stored for one server may be sent to the other: same host, port, security and user. */
export function isSameServer(stored: AccountServer, wished: AccountServer): boolean {
	return (
		comparableHost(stored.host) === comparableHost(wished.host) &&
		stored.port === wished.port &&
		stored.security === wished.security &&
		stored.user.trim() === wished.user.trim()
	);
}

/** ASCII letters only, because other letters that lower-case to an ASCII one may name another host. */
function comparableHost(host: string): string {
	return host
		.trim()
		.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
		.replace(/\.$/, '');
}

/**
 * The servers whose password must be typed again: a stored one leaves to the server that it was stored for and to no other.
 * The incoming server's may be stored for both, so that without a typed one both must be unchanged.
 */
export function passwordsToType(
	stored: AccountServers,
	wished: AccountServers,
	typed: TypedPasswords,
): ('imap' | 'smtp')[] {
	const again: ('imap' | 'smtp')[] = [];
	if (!typed.imap && !isSameServer(stored.imap, wished.imap)) again.push('imap');
	if (!typed.smtp && !typed.imap && !isSameServer(stored.smtp, wished.smtp)) again.push('smtp');
	return again;
}
