import type { ConnectError } from '#platform/network/connect-error.ts';
import type { ImapCode } from '#mail/imap/imap-error.ts';

/** One line of a connection test (5.4-6). */
export type Check =
	| 'address'
	| 'dns-imap'
	| 'tcp-imap'
	| 'tls-imap'
	| 'certificate-imap'
	| 'login-imap'
	| 'inbox'
	| 'dns-smtp'
	| 'tcp-smtp'
	| 'tls-smtp'
	| 'certificate-smtp'
	| 'login-smtp'
	/** Whether what stays silent is one port alone. */
	| 'firewall'
	/** Whether Microsoft Graph sends for the account, where its mails leave by it. */
	| 'graph'
	| 'round-trip'
	/** Of a relay (5.5-4): a mail to where its replies go. */
	| 'relay-mail';

/**
 * Why a check failed; a sentence of texts/ says what to do. `plaintext-port`: the server offers no encryption there.
 * `protocol-disabled`: the account is right, IMAP or SMTP is switched off for it. `address-mismatch`: R-01. `port-blocked`:
 * one port of a server is silent and others answer; `host-silent`: all of them are.
 */
export type CheckCode =
	| 'address-mismatch'
	| 'host-invalid'
	| 'host-refused'
	| 'host-not-sandbox'
	| 'dns-unknown'
	| 'dns-unavailable'
	| 'refused'
	| 'timeout'
	| 'unreachable'
	| 'connection-lost'
	| 'plaintext-port'
	| 'tls-not-spoken'
	| 'tls-too-old'
	| 'tls-failed'
	| 'no-greeting'
	| 'certificate-untrusted'
	| 'certificate-expired'
	| 'certificate-not-yet-valid'
	| 'certificate-name'
	| 'password-refused'
	| 'app-password-required'
	| 'login-later'
	| 'login-unsupported'
	| 'protocol-disabled'
	| 'too-many-connections'
	| 'inbox-missing'
	| 'uids-not-kept'
	| 'mail-refused'
	| 'mail-not-found'
	| 'port-blocked'
	| 'host-silent'
	| 'graph-denied'
	| 'graph-closed'
	| 'graph-unavailable'
	| 'protocol';

/** A fault of the guarded connect as a line of the test says it. */
export function checkCodeOfConnect(error: ConnectError): CheckCode {
	switch (error.code) {
		case 'tcp-refused':
			return 'refused';
		case 'tcp-timeout':
		case 'tls-timeout':
			return 'timeout';
		case 'tcp-unreachable':
			return 'unreachable';
		case 'tls-version':
			return 'tls-too-old';
		case 'tls-certificate':
			return certificateCodeOf(error.detail);
		case 'aborted':
			return 'timeout';
		default:
			return error.code;
	}
}

/** What is wrong with a certificate, by Node's or OpenSSL's code. */
export function certificateCodeOf(detail: string | undefined): CheckCode {
	if (detail === 'CERT_HAS_EXPIRED') return 'certificate-expired';
	if (detail === 'CERT_NOT_YET_VALID') return 'certificate-not-yet-valid';
	if (detail === 'ERR_TLS_CERT_ALTNAME_INVALID' || detail === 'HOSTNAME_MISMATCH') return 'certificate-name';
	return 'certificate-untrusted';
}

/** A failed IMAP session as a line of the test says it. */
export function checkCodeOfImap(code: ImapCode): CheckCode {
	switch (code) {
		case 'auth-refused':
			return 'password-refused';
		case 'auth-later':
		case 'throttled':
			return 'login-later';
		case 'auth-unsupported':
			return 'login-unsupported';
		case 'starttls-missing':
			return 'plaintext-port';
		case 'folder-missing':
			return 'inbox-missing';
		case 'server-silent':
		case 'tcp-timeout':
		case 'tls-timeout':
		case 'aborted':
			return 'timeout';
		case 'tcp-refused':
			return 'refused';
		case 'tcp-unreachable':
			return 'unreachable';
		case 'tls-version':
			return 'tls-too-old';
		case 'tls-certificate':
			return 'certificate-untrusted';
		case 'command-refused':
			return 'protocol';
		default:
			return code;
	}
}

/** What an SMTP server's refusal of a login means. */
export function checkCodeOfSmtpLogin(reply: string | undefined, code: string | undefined): CheckCode {
	const said = reply ?? '';
	if (
		/SmtpClientAuthentication|basic authentication is disabled|SMTP AUTH.{0,20}disabled|not enabled for SMTP/i.test(
			said,
		)
	) {
		return 'protocol-disabled';
	}
	if (/application-specific password|app(lication)? password|5\.7\.9/i.test(said))
		return 'app-password-required';
	if (/^(4\d\d)/.test(said)) return 'login-later';
	// Whatever greets us, it is no SMTP server that takes us.
	if (code === 'EPROTOCOL') return 'no-greeting';
	// RFC 4954: the server does not know this way to sign in.
	if (/^504/.test(said)) return 'login-unsupported';
	if (/^(53[0-9]|5\d\d)/.test(said)) return 'password-refused';
	if (code === 'EAUTH') return 'login-unsupported';
	if (code === 'ETLS') return 'plaintext-port';
	if (code === 'ETIMEDOUT') return 'timeout';
	return 'connection-lost';
}
