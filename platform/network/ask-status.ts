import { request } from 'node:http';
import type { Socket } from 'node:net';
import { Unanswered } from './ask-guarded.ts';
import { ConnectError } from './connect-error.ts';
import { openTcp, resolveGuarded, secureSocket } from './guarded-connect.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Milliseconds for all questions about one address, and how often it may send on. */
export interface StatusLimits {
	readonly answerWithin: number;
	readonly redirectsAtMost: number;
}

/** Statuses by which a server says that it does not know HEAD, or has no wish to answer it (RFC 9110). */
const ASK_AGAIN_WITH_GET = new Set([400, 403, 404, 405, 501]);

/**
 * Asks what a page of the web answers, without reading it: HEAD, and GET where HEAD says no. A redirect is followed to another
 * address of the web, each guarded anew.
 *
 * @returns the last status; of a chain that is too long, that of its last redirect.
 * @throws {Unanswered} and nothing else: the codes of the guarded connect, and `timeout`.
 */
export async function askStatus(
	address: string,
	policy: NetworkPolicy,
	{ answerWithin, redirectsAtMost }: StatusLimits,
): Promise<number> {
	const signal = AbortSignal.timeout(answerWithin);
	try {
		let next = address;
		for (let redirects = 0; ; redirects++) {
			let answer = await askOnce(next, 'HEAD', policy, answerWithin, signal);
			if (ASK_AGAIN_WITH_GET.has(answer.status)) {
				answer = await askOnce(next, 'GET', policy, answerWithin, signal);
			}
			if (!answer.movedTo || redirects === redirectsAtMost) return answer.status;
			next = answer.movedTo;
		}
	} catch (error) {
		if (signal.aborted) throw new Unanswered('timeout');
		throw new Unanswered(error instanceof ConnectError ? error.code : 'connection-lost');
	}
}

async function askOnce(
	address: string,
	method: 'HEAD' | 'GET',
	policy: NetworkPolicy,
	within: number,
	signal: AbortSignal,
): Promise<{ status: number; movedTo: string | undefined }> {
	const url = URL.parse(address);
	const isSecure = url?.protocol === 'https:';
	if (!url || (!isSecure && url.protocol !== 'http:')) throw new ConnectError('host-refused');
	const port = Number(url.port || (isSecure ? 443 : 80));
	const target = await unlessAborted(signal, resolveGuarded(url.hostname, port, policy));
	const tcp = await openTcp(target, within, signal);
	const socket: Socket = isSecure ? await secureSocket(tcp, target, within, signal) : tcp;
	try {
		return await new Promise((resolve, reject) => {
			const asking = request(
				{
					...{ method, signal, path: url.pathname + url.search },
					// The checked connection, and no other.
					createConnection: () => socket,
					headers: { host: url.host, accept: '*/*', connection: 'close' },
				},
				({ statusCode: status = 0, headers }) => {
					const isRedirect = status >= 300 && status < 400 && headers.location !== undefined;
					const movedTo = isRedirect ? URL.parse(headers.location!, url)?.href : undefined;
					resolve({ status, movedTo });
				},
			);
			asking.on('error', reject);
			asking.end();
		});
	} finally {
		socket.destroy();
	}
}
