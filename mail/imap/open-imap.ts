import { isIP } from 'node:net';
import { ImapFlow } from 'imapflow';
import type { AccountAccess } from '#mail/credentials.ts';
import { openTcp, resolveGuarded } from '#platform/network/guarded-connect.ts';
import type { CheckedTarget } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { ImapError, imapErrorOf } from './imap-error.ts';
import { imapLogin } from './imap-login.ts';
import { ImapSession } from './imap-session.ts';

/** Milliseconds of wall clock. */
export interface SessionLimits {
	readonly connectWithin: number;
	readonly greetWithin: number;
	/** Silence of the server during a command. */
	readonly answerWithin: number;
}

const LIMITS: SessionLimits = { connectWithin: 20_000, greetWithin: 15_000, answerWithin: 60_000 };
const LITERAL_AT_MOST = 8 * 1024 * 1024;

/**
 * Connects through the guard and logs in. TLS 1.2 at least, never a password in clear: without encryption there is no login
 * (R-02, R-05, 5.3-4). Several addresses are tried in turn.
 *
 * @throws ImapError
 */
export async function openImap(
	account: AccountAccess,
	policy: NetworkPolicy,
	limits: Partial<SessionLimits> = {},
): Promise<ImapSession> {
	const within = { ...LIMITS, ...limits };
	try {
		const target = await resolveGuarded(account.host, account.port, policy);
		const address = await firstAnswering(target, within.connectWithin);
		const client = clientOf(account, target, address, within);
		try {
			await client.connect();
			if (!client.secureConnection) throw new ImapError('starttls-missing');
		} catch (error) {
			// imapflow leaves the socket of a failed login open until the server times out (docs/design/imap.md#failed-login).
			client.close();
			throw error;
		}
		return new ImapSession(client, within.answerWithin);
	} catch (error) {
		throw imapErrorOf(error);
	}
}

/** imapflow takes one address only: with several, the one that answers is found first. */
async function firstAnswering(target: CheckedTarget, within: number): Promise<string> {
	if (target.addresses.length === 1) return target.addresses[0]!;
	const socket = await openTcp(target, within);
	const address = socket.remoteAddress ?? target.addresses[0]!;
	socket.destroy();
	return address;
}

function clientOf(
	account: AccountAccess,
	target: CheckedTarget,
	address: string,
	within: SessionLimits,
): ImapFlow {
	const { host: _, ...tls } = target.tls;
	const client = new ImapFlow({
		host: address,
		// The certificate is checked against the name that was typed, never against the address.
		...(isIP(target.host) ? {} : { servername: target.host }),
		port: target.port,
		secure: account.security === 'tls',
		doSTARTTLS: account.security === 'starttls' ? true : undefined,
		tls,
		auth: imapLogin(account.credentials),
		logger: false,
		disableAutoIdle: true,
		disableBinary: true,
		connectionTimeout: within.connectWithin,
		greetingTimeout: within.greetWithin,
		socketTimeout: within.answerWithin,
		maxLiteralSize: LITERAL_AT_MOST,
		maxResponseSize: 2 * LITERAL_AT_MOST,
		clientInfo: { name: 'Refrain' },
	});
	// Without a listener a socket's timeout ends the process (docs/design/imap.md#error-listener).
	client.on('error', () => {});
	return client;
}
