import { request, type IncomingHttpHeaders } from 'node:http';
import { ConnectError, type ConnectCode } from './connect-error.ts';
import { openTcp, resolveGuarded, secureSocket } from './guarded-connect.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { unlessAborted } from './unless-aborted.ts';

/** One question to a web server. */
export interface Question {
	/** An https address. */
	readonly url: string;
	readonly method: 'GET' | 'POST';
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

/** What it said, whatever the status. A redirect is an answer like any other. */
export interface Answer {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

/** Milliseconds for the whole conversation, and bytes of the answer's body. */
export interface AskLimits {
	readonly answerWithin: number;
	readonly answerAtMost: number;
}

/** No answer came. The message is the code: it may go anywhere, it names nobody. */
export class Unanswered extends Error {
	override name = 'Unanswered';
	readonly code: ConnectCode | 'timeout' | 'answer-too-long';

	constructor(code: ConnectCode | 'timeout' | 'answer-too-long') {
		super(code);
		this.code = code;
	}
}

/**
 * Asks a web server over TLS through the guard, once and on a connection of its own: no redirect is followed, nothing is
 * tried again.
 *
 * @throws {Unanswered} and nothing else. Beside the codes of the guarded connect: `timeout`, `answer-too-long`.
 */
export async function askGuarded(
	question: Question,
	policy: NetworkPolicy,
	{ answerWithin, answerAtMost }: AskLimits,
): Promise<Answer> {
	const signal = AbortSignal.timeout(answerWithin);
	try {
		return await converse(question, policy, { answerWithin, answerAtMost }, signal);
	} catch (error) {
		if (signal.aborted) throw new Unanswered('timeout');
		if (error instanceof Unanswered) throw error;
		throw new Unanswered(error instanceof ConnectError ? error.code : 'connection-lost');
	}
}

async function converse(
	{ url: address, method, headers = {}, body }: Question,
	policy: NetworkPolicy,
	{ answerWithin, answerAtMost }: AskLimits,
	signal: AbortSignal,
): Promise<Answer> {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url?.protocol !== 'https:') throw new ConnectError('host-refused');
	// The system's resolver knows no limit of ours.
	const target = await unlessAborted(signal, resolveGuarded(url.hostname, Number(url.port || 443), policy));
	const socket = await secureSocket(
		await openTcp(target, answerWithin, signal),
		target,
		answerWithin,
		signal,
	);
	try {
		return await new Promise((resolve, reject) => {
			const asking = request(
				{
					method,
					path: url.pathname + url.search,
					// The checked and encrypted connection, and no other.
					createConnection: () => socket,
					signal,
					headers: {
						...headers,
						host: url.host,
						connection: 'close',
						...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
					},
				},
				(answer) => {
					const chunks: Buffer[] = [];
					let size = 0;
					answer.on('data', (chunk: Buffer) => {
						size += chunk.length;
						if (size > answerAtMost) reject(new Unanswered('answer-too-long'));
						else chunks.push(chunk);
					});
					answer.on('error', reject);
					answer.on('end', () =>
						resolve({
							status: answer.statusCode ?? 0,
							headers: answer.headers,
							body: Buffer.concat(chunks).toString(),
						}),
					);
				},
			);
			asking.on('error', reject);
			asking.end(body);
		});
	} finally {
		socket.destroy();
	}
}
