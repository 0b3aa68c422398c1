import type { SecureContext, TLSSocket } from 'node:tls';

/** Milliseconds after which a session is not taken up any more, so that a certificate is looked at again soon. */
const KEPT_FOR = 10 * 60_000;

/** Sessions kept of one server: as many as conversations run with it at once. */
const MOST_A_SERVER = 10;
const MOST_SERVERS = 500;

interface Session {
	readonly ticket: Buffer;
	readonly since: number;
}

/** By what was trusted when the server's certificate was checked, then by server. */
const kept = new WeakMap<SecureContext, Map<string, Session[]>>();

/**
 * Takes a session that this server gave after its certificate was checked under the same trust: with it the next handshake
 * needs no certificate (RFC 8446 2.2). Each is taken once (C.4); a server that knows it no longer shows its certificate.
 *
 * @param server host and port.
 */
export function takeSession(trust: SecureContext, server: string): Buffer | undefined {
	const sessions = kept.get(trust)?.get(server);
	const session = sessions?.pop();
	return session && performance.now() - session.since < KEPT_FOR ? session.ticket : undefined;
}

/** Keeps what the server gives over this connection, whose certificate was checked. */
export function keepSessions(trust: SecureContext, server: string, socket: TLSSocket): void {
	socket.on('session', (ticket) => {
		const servers = kept.get(trust) ?? new Map<string, Session[]>();
		kept.set(trust, servers);
		const sessions = servers.get(server) ?? [];
		if (!servers.has(server) && servers.size >= MOST_SERVERS) servers.clear();
		servers.set(server, [...sessions, { ticket, since: performance.now() }].slice(-MOST_A_SERVER));
	});
}
