import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import { once } from 'node:events';
import { ConnectError, connectCodeOf } from '#platform/network/connect-error.ts';
import { openTcp } from '#platform/network/guarded-connect.ts';
import type { CheckedTarget } from '#platform/network/guarded-connect.ts';
import { startTls } from './start-tls.ts';

/** What a handshake showed. Nothing was said on the connection afterwards. */
export interface TlsFindings {
	/** Such as `TLSv1.3`. */
	readonly version: string;
	/** Node's or OpenSSL's code where the certificate is not to be trusted for this host. */
	readonly certificateFault: string | undefined;
	readonly validUntil: Date | undefined;
}

/** Old versions, only to name in the answer what the server speaks: the handshake is dropped, nothing is sent. */
const OLD = {
	// The context of all other connections speaks TLS 1.2 at least.
	secureContext: undefined,
	minVersion: 'TLSv1',
	maxVersion: 'TLSv1.1',
	ciphers: 'DEFAULT@SECLEVEL=0',
} as const;

/**
 * Looks at the TLS of a server without trusting it: version and certificate, for a line of the test each. STARTTLS is asked
 * for first where the port speaks in clear.
 *
 * @param socket Connected; it is destroyed at the end.
 * @throws ConnectError
 */
export async function inspectTls(
	socket: Socket,
	target: CheckedTarget,
	how: { protocol: 'imap' | 'smtp'; security: 'tls' | 'starttls'; within: number },
): Promise<TlsFindings> {
	try {
		if (how.security === 'starttls') await startTls(socket, how.protocol, how.within);
		return await handshake(socket, { ...target.tls, rejectUnauthorized: false }, how.within);
	} finally {
		socket.destroy();
	}
}

/** The newest version below TLS 1.2 that a server speaks, such as `TLSv1.1`. */
export async function oldVersionOf(
	target: CheckedTarget,
	how: { protocol: 'imap' | 'smtp'; security: 'tls' | 'starttls'; within: number },
): Promise<string | undefined> {
	const socket = await openTcp(target, how.within);
	try {
		if (how.security === 'starttls') await startTls(socket, how.protocol, how.within);
		const found = await handshake(socket, { ...target.tls, ...OLD, rejectUnauthorized: false }, how.within);
		return found.version;
	} catch {
		return undefined;
	} finally {
		socket.destroy();
	}
}

async function handshake(socket: Socket, options: ConnectionOptions, within: number): Promise<TlsFindings> {
	const secured = connectTls({ ...options, socket });
	const signal = AbortSignal.timeout(within);
	try {
		await once(secured, 'secureConnect', { signal });
		const certificate = secured.getPeerCertificate();
		const fault = secured.authorizationError as unknown;
		const until = certificate.valid_to ? new Date(certificate.valid_to) : undefined;
		return {
			version: secured.getProtocol() ?? 'unknown',
			certificateFault: secured.authorized ? undefined : codeOf(fault),
			validUntil: until && !Number.isNaN(until.getTime()) ? until : undefined,
		};
	} catch (error) {
		if (signal.aborted) throw new ConnectError('tls-timeout');
		const detail = codeOf(error);
		throw new ConnectError(connectCodeOf(detail, 'tls'), detail);
	} finally {
		secured.on('error', () => {});
		secured.destroy();
	}
}

/** Node gives the authorisation's fault as text or as an error with a code. */
function codeOf(fault: unknown): string | undefined {
	if (typeof fault === 'string') return fault;
	const code = (fault as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : undefined;
}
