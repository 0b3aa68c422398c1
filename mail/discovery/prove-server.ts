import { faultOf } from '#mail/connection/check-fault.ts';
import { awaitGreeting, startTls } from '#mail/connection/start-tls.ts';
import { openTcp, resolveGuarded, secureSocket } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { Reached, ServerOffer, ServerTry } from './discovery.ts';
import { AskFault } from './finding.ts';
import { inTime } from './in-time.ts';

/**
 * Follows a server as far as it goes without a password: its name through the guard, TCP, TLS of at least 1.2 with a
 * certificate for that name, and the greeting of a mail server of that kind.
 *
 * @param within Milliseconds.
 */
export async function proveServer(
	server: ServerOffer,
	protocol: 'imap' | 'smtp',
	policy: NetworkPolicy,
	within: number,
	signal: AbortSignal,
): Promise<ServerTry> {
	const started = performance.now();
	const ended = AbortSignal.any([signal, AbortSignal.timeout(within)]);
	const left = () => Math.max(1, Math.ceil(within - (performance.now() - started)));
	let reached: Reached = 'nothing';
	const done = (code?: ServerTry['code']): ServerTry => ({
		server,
		reached,
		...(code === undefined ? {} : { code }),
		milliseconds: Math.round(performance.now() - started),
	});
	try {
		const target = await inTime(resolveGuarded(server.host, server.port, policy), ended);
		reached = 'name';
		const tcp = await openTcp(target, left(), ended);
		const hangUp = () => tcp.destroy();
		ended.addEventListener('abort', hangUp);
		try {
			reached = 'connection';
			if (server.security === 'starttls') await startTls(tcp, protocol, left());
			const secured = await secureSocket(tcp, target, left(), ended);
			reached = 'encryption';
			// After STARTTLS the server waits for us to speak: it has greeted already.
			if (server.security === 'tls') await awaitGreeting(secured, protocol, left());
			reached = 'greeting';
			secured.destroy();
			return done();
		} finally {
			ended.removeEventListener('abort', hangUp);
			hangUp();
		}
	} catch (error) {
		if (error instanceof AskFault || ended.aborted) return done('timeout');
		return done(faultOf(error).code);
	}
}
