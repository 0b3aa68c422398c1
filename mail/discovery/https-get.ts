import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { openTcp, resolveGuarded, secureSocket } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { AskFault } from './finding.ts';
import { inTime } from './in-time.ts';

/** Milliseconds, bytes and numbers. */
export interface GetLimits {
	readonly askWithin: number;
	readonly answerAtMost: number;
	readonly redirectsAtMost: number;
}

/**
 * Gets a stranger's text over HTTPS, through the guard. A redirect is followed to https on the same port only, and guarded
 * anew.
 *
 * @returns undefined where there is no such page.
 * @throws AskFault; ConnectError of the guard
 */
export async function httpsGet(
	url: URL,
	policy: NetworkPolicy,
	limits: GetLimits,
	signal: AbortSignal,
): Promise<string | undefined> {
	let next = url;
	for (let redirects = 0; redirects <= limits.redirectsAtMost; redirects++) {
		const answer = await getOnce(next, policy, limits, signal);
		if (answer.movedTo === undefined) return answer.text;
		next = movedTo(answer.movedTo, next);
	}
	throw new AskFault('redirect-refused');
}

interface Answer {
	readonly text?: string;
	readonly movedTo?: string;
}

async function getOnce(
	url: URL,
	policy: NetworkPolicy,
	{ askWithin, answerAtMost }: GetLimits,
	signal: AbortSignal,
): Promise<Answer> {
	const target = await inTime(resolveGuarded(url.hostname, Number(url.port || 443), policy), signal);
	const tcp = await openTcp(target, askWithin, signal);
	const socket = await secureSocket(tcp, target, askWithin, signal);
	try {
		return await new Promise<Answer>((resolve, reject) => {
			const asking = request({
				path: url.pathname + url.search,
				// The checked and encrypted connection, and no other.
				createConnection: () => socket,
				signal,
				headers: { host: url.host, accept: 'text/xml, application/xml', connection: 'close' },
			});
			asking.on('response', (answer) => readAnswer(answer, answerAtMost).then(resolve, reject));
			asking.on('error', () => reject(new AskFault(signal.aborted ? 'timeout' : 'connection-lost')));
			asking.end();
		});
	} finally {
		socket.destroy();
	}
}

async function readAnswer(answer: IncomingMessage, atMost: number): Promise<Answer> {
	const { statusCode: status = 0, headers } = answer;
	if (status >= 300 && status < 400 && headers.location !== undefined) return { movedTo: headers.location };
	if (status >= 400 && status < 500) return {};
	if (status !== 200) throw new AskFault('http-error');
	// What comes compressed is not unpacked: nothing was asked for so.
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of answer as AsyncIterable<Buffer>) {
			size += chunk.length;
			if (size > atMost) throw new AskFault('answer-too-long');
			chunks.push(chunk);
		}
	} catch (error) {
		throw error instanceof AskFault ? error : new AskFault('connection-lost');
	}
	return { text: Buffer.concat(chunks).toString() };
}

function movedTo(location: string, from: URL): URL {
	const to = URL.parse(location, from);
	const stays =
		to?.protocol === 'https:' && to.port === from.port && to.username === '' && to.password === '';
	if (!stays) throw new AskFault('redirect-refused');
	return to;
}
