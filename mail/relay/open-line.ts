import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { openTcp, resolveGuarded, secureSocket } from '#platform/network/guarded-connect.ts';
import { sizeAtMost, offers, socketOf, takeSocket } from '#mail/smtp/nodemailer-internals.ts';
import { signIn, signInOptions } from '#mail/smtp/smtp-sign-in.ts';
import { limited } from '#mail/smtp/stop-before-dot.ts';
import type { OpenedLine, OpenLine } from './opened-line.ts';
import type { RelayPoolOptions } from './relay-pool.ts';

/** Milliseconds for all of it: DNS, TCP, TLS, greeting, sign-in. */
const OPEN_WITHIN = 30_000;

/** Opens connections through the guard, encrypted and signed in as every send is (docs/design/smtp-conversation.md). */
export function lineOpener(
	options: Pick<RelayPoolOptions, 'server' | 'policy' | 'credentials' | 'clientName'>,
): OpenLine {
	return (signal) => limited(open(options, signal), OPEN_WITHIN, 'server-silent');
}

async function open(
	{ server, policy, credentials, clientName }: Parameters<typeof lineOpener>[0],
	signal: AbortSignal,
): Promise<OpenedLine> {
	const target = await resolveGuarded(server.host, server.port, policy);
	const tcp = await openTcp(target, OPEN_WITHIN, signal);
	const isTls = server.security === 'tls';
	const connection = new SMTPConnection({
		host: target.host,
		port: target.port,
		name: clientName,
		connection: isTls ? await secureSocket(tcp, target, OPEN_WITHIN, signal, 'resume') : tcp,
		secure: isTls,
		...(isTls ? { secured: true } : { requireTLS: true }),
		...signInOptions(credentials),
		tls: target.tls,
		connectionTimeout: OPEN_WITHIN,
		greetingTimeout: OPEN_WITHIN,
		socketTimeout: OPEN_WITHIN,
		socketCloseTimeout: 0,
	});
	const stop = () => tcp.destroy();
	signal.addEventListener('abort', stop);
	try {
		await new Promise<void>((resolve, reject) => {
			connection.on('error', reject);
			connection.connect((failed) => {
				if (failed) reject(failed);
				else if (!credentials) resolve();
				else signIn(connection, credentials, (refused) => (refused ? reject(refused) : resolve()));
			});
			if (signal.aborted) stop();
		});
		return {
			socket: takeSocket(connection),
			tcp,
			offers: {
				pipelining: offers(connection, 'PIPELINING'),
				dsn: offers(connection, 'DSN'),
				smtpUtf8: offers(connection, 'SMTPUTF8'),
				size: offers(connection, 'SIZE'),
				sizeAtMost: sizeAtMost(connection),
			},
		};
	} catch (error) {
		socketOf(connection)?.destroy();
		tcp.destroy();
		throw error;
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
