import { ConnectError, connectCodeOf } from '#platform/network/connect-error.ts';
import type { ConnectCode } from '#platform/network/connect-error.ts';

/**
 * Why a conversation with an IMAP server failed. Faults before the login keep the code of the guarded connect.
 *
 * - `starttls-missing`: the server offers no encryption on this port (R-02, decided by what is negotiated, 5.3-4).
 * - `no-greeting`: somebody answers and says nothing (an implicit TLS port spoken to in clear, or no mail server).
 * - `auth-refused`: user or password refused. `auth-later`: refused for now. `auth-unsupported`: no password login here.
 * - `protocol-disabled`: the account exists, IMAP is switched off for it.
 * - `app-password-required`, `too-many-connections`, `throttled`: the provider's rules.
 * - `server-silent`: no answer in time. `connection-lost`: cut.
 * - `folder-missing`: it was deleted or renamed meanwhile. `command-refused`: NO or BAD. `protocol`: not IMAP.
 * - `uids-not-kept`: its folders have no UIDVALIDITY, so that nobody can say which mails were read (RFC 3501, 2.3.1.1).
 */
export type ImapCode =
	| ConnectCode
	| 'starttls-missing'
	| 'no-greeting'
	| 'auth-refused'
	| 'auth-later'
	| 'auth-unsupported'
	| 'protocol-disabled'
	| 'app-password-required'
	| 'too-many-connections'
	| 'throttled'
	| 'server-silent'
	| 'folder-missing'
	| 'command-refused'
	| 'uids-not-kept'
	| 'protocol';

/** A failure of an IMAP session. The message is the code: no address, no text of the server. */
export class ImapError extends Error {
	readonly code: ImapCode;
	constructor(code: ImapCode) {
		super(code);
		this.name = 'ImapError';
		this.code = code;
	}
}

/** What imapflow puts on its errors. */
interface LibraryError {
	readonly code?: string;
	readonly authenticationFailed?: boolean;
	readonly serverResponseCode?: string;
	readonly responseText?: string;
	readonly responseStatus?: string;
	readonly response?: unknown;
	readonly tlsFailed?: boolean;
	readonly mailboxMissing?: boolean;
	readonly message?: string;
}

const DISABLED =
	/not enabled for IMAP|IMAP (access )?is (currently )?disabled|authenticated but not connected|IMAP.{0,20}(d[ée]sactiv|not (enabled|allowed|activated))/i;
const APP_PASSWORD = /application-specific password|app(lication)? password/i;
const CROWDED = /too many|maximum number of connections|simultaneous connections|mail_max_userip/i;

/** Names any error of the library, of the guard or of the socket. */
export function imapErrorOf(error: unknown): ImapError {
	if (error instanceof ImapError) return error;
	if (error instanceof ConnectError) return new ImapError(error.code);
	return new ImapError(codeOf((error ?? {}) as LibraryError));
}

function codeOf(error: LibraryError): ImapCode {
	const said = `${error.responseText ?? ''} ${typeof error.response === 'string' ? error.response : ''}`;
	if (error.authenticationFailed === true) return codeOfRefusedLogin(error.serverResponseCode, said);
	if (CROWDED.test(said)) return 'too-many-connections';
	if (
		error.mailboxMissing === true ||
		error.code === 'NotFound' ||
		error.serverResponseCode === 'NONEXISTENT'
	)
		return 'folder-missing';
	if (error.responseStatus !== undefined) return 'command-refused';
	switch (error.code) {
		case 'NoConnection':
		case 'EConnectionClosed':
		case 'ClosedAfterConnectText':
		case 'ClosedAfterConnectTLS':
		case 'StateLogout':
		case 'ECONNRESET':
		case 'EPIPE':
			return 'connection-lost';
		case 'CONNECT_TIMEOUT':
			return 'tcp-timeout';
		case 'GREETING_TIMEOUT':
			return 'no-greeting';
		case 'UPGRADE_TIMEOUT':
			return 'tls-timeout';
		case 'ETIMEOUT':
			return 'server-silent';
		case 'ETHROTTLE':
			return 'throttled';
		case 'STARTTLS_INJECTION':
			return 'tls-failed';
	}
	if (error.tlsFailed === true && error.code === undefined) return 'starttls-missing';
	if (error.code?.startsWith('E') || error.tlsFailed || /^[A-Z_]+$/.test(error.code ?? '')) {
		return connectCodeOf(
			error.code,
			error.tlsFailed || /CERT|SSL|TLS|ISSUER|LEAF|ALTNAME|SELF_SIGNED/.test(error.code ?? '')
				? 'tls'
				: 'tcp',
		);
	}
	return 'protocol';
}

function codeOfRefusedLogin(responseCode: string | undefined, said: string): ImapCode {
	if (DISABLED.test(said)) return 'protocol-disabled';
	if (APP_PASSWORD.test(said)) return 'app-password-required';
	if (responseCode === 'LIMIT' || CROWDED.test(said)) return 'too-many-connections';
	if (responseCode === 'UNAVAILABLE' || responseCode === 'INUSE' || /try again later|temporar/i.test(said))
		return 'auth-later';
	if (responseCode === 'PRIVACYREQUIRED' || /LOGIN(?: is)? disabled|unsupported authentication/i.test(said))
		return 'auth-unsupported';
	return 'auth-refused';
}

/** The server is well and asks to come back later: a pace to keep, neither a fault of the account nor of the network. */
export const ASKS_FOR_PATIENCE: ReadonlySet<ImapCode> = new Set([
	'too-many-connections',
	'throttled',
	'auth-later',
]);

/** Failures that a person must mend: they are not tried again as if they were the network's. */
export const NEEDS_A_PERSON: ReadonlySet<ImapCode> = new Set([
	'auth-refused',
	'auth-unsupported',
	'protocol-disabled',
	'app-password-required',
	'uids-not-kept',
]);
