import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP } from 'node:net';
import type { LookupFunction, Socket } from 'node:net';
import { domainToASCII } from 'node:url';
import { connect as connectTls } from 'node:tls';
import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { ConnectError, connectCodeOf } from './connect-error.ts';
import { isAllowedPrivateTarget, isPublicAddress } from './network-policy.ts';
import type { Names } from './names.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { keepSessions, takeSession } from './tls-sessions.ts';
import { trustOf } from './trust.ts';

/** A host that a person typed, with the addresses that were looked up and checked once. */
export interface CheckedTarget {
	/** As it stands in the certificate: lower case, A-labels, no brackets. */
	readonly host: string;
	readonly port: number;
	/** At least one; a connection is opened to these and never to a second look-up (no rebinding). */
	readonly addresses: readonly string[];
	/** What `tls.connect` or a STARTTLS upgrade needs: at least TLS 1.2, the name, the trusted authorities. */
	readonly tls: ConnectionOptions;
}

/**
 * Looks a host up and checks every address it has against the policy.
 *
 * @throws ConnectError `host-invalid`, `host-refused`, `host-not-sandbox`, `dns-unknown`, `dns-unavailable`.
 */
export async function resolveGuarded(
	typedHost: string,
	port: number,
	policy: NetworkPolicy,
): Promise<CheckedTarget> {
	const host = hostOf(typedHost);
	if (host === undefined || !Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new ConnectError('host-invalid');
	}
	if (policy.kind === 'sandbox') {
		if (host !== policy.host.toLowerCase() || !policy.ports.includes(port)) {
			throw new ConnectError('host-not-sandbox');
		}
		return { host, port, addresses: [policy.address], tls: tlsOptions(host, policy) };
	}
	const addresses = isIP(host) ? [host] : await addressesOf(host, policy.names);
	const refused = addresses.some(
		(address) =>
			!isPublicAddress(address) && !isAllowedPrivateTarget(host, address, policy.allowedPrivateHosts),
	);
	if (refused) throw new ConnectError('host-refused');
	return { host, port, addresses, tls: tlsOptions(host, policy) };
}

/**
 * Opens TCP to a checked target, its addresses tried in turn, Nagle's algorithm off. The socket has no
 * listener and was not read: what the server says first waits in it.
 *
 * @param within Milliseconds for all addresses together.
 * @throws ConnectError `tcp-refused`, `tcp-timeout`, `tcp-unreachable`, `aborted`.
 */
export async function openTcp(target: CheckedTarget, within: number, signal?: AbortSignal): Promise<Socket> {
	const socket = connectTcp({
		host: target.host,
		port: target.port,
		lookup: answerOnly(target.addresses),
		autoSelectFamily: true,
		autoSelectFamilyAttemptTimeout: Math.max(10, Math.floor(within / target.addresses.length)),
		noDelay: true,
	});
	await settled(socket, 'connect', within, 'tcp', signal);
	return socket;
}

/**
 * Turns an open connection into TLS (implicit TLS, or after a STARTTLS dialogue) and checks the certificate.
 *
 * @param within Milliseconds for the handshake.
 * @param how `resume` takes up a session of this process with the same server, whose certificate was checked then.
 * @throws ConnectError a `tls-…` code or `aborted`; the socket is destroyed then.
 */
export async function secureSocket(
	socket: Socket,
	target: CheckedTarget,
	within: number,
	signal?: AbortSignal,
	how: 'anew' | 'resume' = 'anew',
): Promise<TLSSocket> {
	const trust = how === 'resume' ? target.tls.secureContext : undefined;
	const server = `${target.host}:${target.port}`;
	const session = trust && takeSession(trust, server);
	const secured = connectTls({ ...target.tls, ...(session ? { session } : {}), socket });
	if (trust) keepSessions(trust, server, secured);
	try {
		await settled(secured, 'secureConnect', within, 'tls', signal);
	} catch (error) {
		socket.destroy();
		throw error;
	}
	return secured;
}

function hostOf(typed: string): string | undefined {
	const bare = typed
		.trim()
		.replace(/^\[(.*)\]$/, '$1')
		.replace(/\.$/, '');
	if (isIP(bare)) return bare.toLowerCase();
	// domainToASCII reads a host out of a URL: it drops line breaks and stops at a slash.
	if (/[\s/\\:@?#<>%]/.test(bare)) return undefined;
	const ascii = domainToASCII(bare);
	return /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62}[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*$/.test(
		ascii,
	)
		? ascii
		: undefined;
}

async function addressesOf(host: string, names: Pick<Names, 'addresses'> | undefined): Promise<string[]> {
	try {
		if (!names) return (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);
		const found = await names.addresses(host);
		if (found.length > 0) return found;
	} catch (error) {
		const detail = codeOf(error);
		throw new ConnectError(connectCodeOf(detail, 'dns'), detail);
	}
	throw new ConnectError('dns-unknown');
}

function tlsOptions(host: string, policy: NetworkPolicy): ConnectionOptions {
	return {
		// Without `host` the certificate of a bare address would be checked against "localhost".
		host,
		// RFC 6066: the name extension carries names, never addresses.
		...(isIP(host) ? {} : { servername: host }),
		secureContext: trustOf(policy),
	};
}

/** A resolver that knows only the checked addresses, so that the name is never looked up again. */
function answerOnly(addresses: readonly string[]): LookupFunction {
	const all = addresses.map((address) => ({ address, family: isIP(address) }));
	return (_host, options, callback) => {
		const first = all[0]!;
		if (options.all) callback(null, all);
		else callback(null, first.address, first.family);
	};
}

function settled(
	socket: Socket,
	event: 'connect' | 'secureConnect',
	within: number,
	during: 'tcp' | 'tls',
	signal: AbortSignal | undefined,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const leave = () => {
			clearTimeout(timer);
			socket.off(event, done);
			socket.off('error', failed);
			socket.off('close', closed);
			signal?.removeEventListener('abort', aborted);
		};
		const done = () => {
			leave();
			resolve();
		};
		const refuse = (error: ConnectError) => {
			leave();
			// A socket on its way down may report once more; nobody listens any longer.
			socket.on('error', () => {});
			socket.destroy();
			reject(error);
		};
		const failed = (error: unknown) => {
			const detail = codeOf(error);
			refuse(new ConnectError(connectCodeOf(detail, during), detail));
		};
		const closed = () => refuse(new ConnectError(during === 'tls' ? 'tls-failed' : 'connection-lost'));
		const aborted = () => refuse(new ConnectError('aborted'));
		const timer = setTimeout(
			() => refuse(new ConnectError(during === 'tls' ? 'tls-timeout' : 'tcp-timeout')),
			within,
		);
		socket.on(event, done);
		socket.on('error', failed);
		socket.on('close', closed);
		signal?.addEventListener('abort', aborted);
		if (signal?.aborted) aborted();
	});
}

/** The code of a system error; with several addresses Node wraps one error an address. */
function codeOf(error: unknown): string | undefined {
	if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors.at(-1));
	const code = (error as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : undefined;
}
