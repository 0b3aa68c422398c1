/**
 * Why a connection could not be opened. One code a sentence on the screen (5.4-6):
 *
 * - `host-invalid`: what was typed is neither a host name nor an address, or the port is none.
 * - `host-refused`: it resolves to a private or special address (or to one among others).
 * - `host-not-sandbox`: in the demonstration world only its own host and ports are reachable.
 * - `dns-unknown` / `dns-unavailable`: the name does not exist / the resolver did not answer.
 * - `tcp-refused`, `tcp-timeout`, `tcp-unreachable`, `connection-lost`.
 * - `tls-certificate`: not trusted, expired, or made for another name.
 * - `tls-version`: the server speaks nothing newer than TLS 1.1.
 * - `tls-not-spoken`: no TLS on this port, so port and security do not fit each other.
 * - `tls-timeout`, `tls-failed`: any other fault of the handshake.
 * - `aborted`: the caller's signal.
 */
export type ConnectCode =
	| 'host-invalid'
	| 'host-refused'
	| 'host-not-sandbox'
	| 'dns-unknown'
	| 'dns-unavailable'
	| 'tcp-refused'
	| 'tcp-timeout'
	| 'tcp-unreachable'
	| 'connection-lost'
	| 'tls-certificate'
	| 'tls-version'
	| 'tls-not-spoken'
	| 'tls-timeout'
	| 'tls-failed'
	| 'aborted';

/** A connection that was not opened. The message is the code: it may go anywhere, it names nobody. */
export class ConnectError extends Error {
	readonly code: ConnectCode;
	/** The system's or OpenSSL's own code, for support (`ECONNREFUSED`, `CERT_HAS_EXPIRED`). */
	readonly detail: string | undefined;

	constructor(code: ConnectCode, detail?: string) {
		super(code);
		this.name = 'ConnectError';
		this.code = code;
		this.detail = detail;
	}
}

const CERTIFICATE_FAULTS = new Set([
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const VERSION_FAULTS = new Set([
	'ERR_SSL_UNSUPPORTED_PROTOCOL',
	'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
	'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
	'ERR_SSL_VERSION_TOO_LOW',
]);

const NO_TLS_SPOKEN = new Set([
	'ERR_SSL_WRONG_VERSION_NUMBER',
	'ERR_SSL_PACKET_LENGTH_TOO_LONG',
	'ERR_SSL_HTTP_REQUEST',
]);

/**
 * Names a fault of DNS, TCP or TLS by the code that Node reports.
 *
 * @param detail `ECONNREFUSED`, `ENOTFOUND`, `ERR_SSL_…`, a certificate code; unknown ones depend on `during`.
 * @param during What was going on.
 */
export function connectCodeOf(detail: string | undefined, during: 'dns' | 'tcp' | 'tls'): ConnectCode {
	if (detail !== undefined) {
		if (CERTIFICATE_FAULTS.has(detail)) return 'tls-certificate';
		if (VERSION_FAULTS.has(detail)) return 'tls-version';
		if (NO_TLS_SPOKEN.has(detail)) return 'tls-not-spoken';
		if (detail === 'ENOTFOUND' || detail === 'ENODATA') return 'dns-unknown';
		if (detail === 'ECONNREFUSED') return 'tcp-refused';
		if (detail === 'ETIMEDOUT') return during === 'tls' ? 'tls-timeout' : 'tcp-timeout';
		if (['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'EHOSTDOWN'].includes(detail))
			return 'tcp-unreachable';
		if (detail === 'ECONNRESET' || detail === 'EPIPE')
			return during === 'tls' ? 'tls-failed' : 'connection-lost';
		if (detail === 'ABORT_ERR') return 'aborted';
	}
	return during === 'dns' ? 'dns-unavailable' : during === 'tcp' ? 'tcp-unreachable' : 'tls-failed';
}
