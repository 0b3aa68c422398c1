import { Agent, request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectError } from '#platform/network/connect-error.ts';
import { openTcp, resolveGuarded, secureSocket } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { GraphFailure, graphAnswerOf, type GraphAnswer } from './graph-answer.ts';
import type { GraphLimits } from './graph-limits.ts';

/** As whom Graph is asked, and how it is reached. The token stays in memory and never in a log, an error or a history. */
export interface GraphAccess {
	/** Its address without a path, `https://graph.microsoft.com` but for tests and national clouds. */
	readonly url: string;
	/** For Graph alone: one of Outlook's own services is not taken (one resource a token). */
	readonly accessToken: string;
	/** Whose mailbox it writes in, where that is not the one of whoever signed in: a shared one (D-25). */
	readonly mailbox?: string | undefined;
	readonly policy: NetworkPolicy;
	readonly limits: GraphLimits;
}

/** One request. */
export interface GraphQuestion {
	readonly method: 'GET' | 'POST' | 'DELETE';
	/** Below the mailbox, encoded. */
	readonly path: string;
	/** A mail in base64. */
	readonly text?: string;
	/** Milliseconds; `answerWithin` without it. */
	readonly within?: number;
}

/**
 * A conversation with Graph through the guard: one request at a time over one TLS connection, which is opened anew where the
 * server closed it. No redirect is followed.
 */
export class GraphConnection {
	private readonly access: GraphAccess;
	private readonly url: URL;
	private readonly mailboxPath: string;
	private readonly agent: Agent;
	private socket: Socket | undefined;
	private isClosed = false;
	private until: number;
	/** Stops what is asked; taken away where nothing may be stopped any more. */
	signal: AbortSignal | undefined;

	/** @param within Milliseconds for all questions together. */
	constructor(access: GraphAccess, within: number, signal?: AbortSignal) {
		this.until = performance.now() + within;
		this.signal = signal;
		this.access = access;
		this.url = new URL(access.url);
		const { mailbox } = access;
		this.mailboxPath = mailbox === undefined ? '/me' : `/users/${encodeURIComponent(mailbox)}`;
		this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
		// Only ever asked with a socket at hand: see `ask`.
		this.agent.createConnection = () => this.socket!;
	}

	/** Whether a request would be written at once. */
	get isOpen(): boolean {
		const { socket } = this;
		return Boolean(socket && !socket.destroyed && socket.writable && !socket.readableEnded);
	}

	/** Milliseconds that are left for all questions. */
	get left(): number {
		return Math.max(1, this.until - performance.now());
	}

	/** All questions from now on have so many milliseconds together, and nothing stops them. */
	beginAnew(within: number): void {
		this.until = performance.now() + within;
		this.signal = undefined;
	}

	/**
	 * Opens the connection where it is not open.
	 *
	 * @throws ConnectError
	 */
	async open(): Promise<void> {
		if (this.isOpen) return;
		this.socket?.destroy();
		const { url, signal } = this;
		const { policy, limits } = this.access;
		if (url.protocol !== 'https:') throw new ConnectError('host-refused');
		const until = performance.now() + Math.min(limits.connectWithin, this.left);
		const left = () => Math.max(1, until - performance.now());
		// The system's resolver knows no limit of ours.
		const target = await Promise.race([
			resolveGuarded(url.hostname, Number(url.port || 443), policy),
			sleep(left(), undefined, { ref: false }),
		]);
		if (!target) throw new ConnectError('dns-unavailable');
		const tcp = await openTcp(target, left(), signal);
		const socket = await secureSocket(tcp, target, left(), signal, 'resume');
		socket.on('error', () => {});
		if (this.isClosed) socket.destroy();
		else this.socket = socket;
	}

	/**
	 * Asks, opening the connection first where it is not open; where it is, the request is written before anything else is heard.
	 *
	 * @throws ConnectError where nothing was asked; GraphFailure where no answer came that can be used.
	 */
	async ask(question: GraphQuestion): Promise<GraphAnswer> {
		if (!this.isOpen) await this.open();
		if (!this.isOpen) throw new GraphFailure('connection-lost');
		const { signal } = this;
		const allowed = question.within ?? this.access.limits.answerWithin;
		const within = AbortSignal.timeout(Math.ceil(Math.min(allowed, this.left)));
		try {
			return await this.exchange(question, signal ? AbortSignal.any([signal, within]) : within);
		} catch (error) {
			// What else comes over this connection would be the answer to a question that nobody asks any more.
			this.drop();
			if (error instanceof GraphFailure) throw error;
			if (within.aborted) throw new GraphFailure('server-silent');
			if (signal?.aborted) throw new GraphFailure('stopped');
			const { code } = error as { code?: unknown };
			throw new GraphFailure(String(code).startsWith('HPE_') ? 'protocol' : 'connection-lost');
		}
	}

	/** For good: what is under way ends. */
	close(): void {
		this.isClosed = true;
		this.drop();
	}

	private drop(): void {
		this.agent.destroy();
		this.socket?.destroy();
	}

	private exchange({ method, path, text = '' }: GraphQuestion, signal: AbortSignal): Promise<GraphAnswer> {
		return new Promise((resolve, reject) => {
			const asking = request(
				{
					agent: this.agent,
					method,
					path: `/v1.0${this.mailboxPath}${path}`,
					signal,
					headers: {
						host: this.url.host,
						authorization: `Bearer ${this.access.accessToken}`,
						accept: 'application/json',
						...(text ? { 'content-type': 'text/plain' } : {}),
						...(method === 'GET' ? {} : { 'content-length': Buffer.byteLength(text) }),
					},
				},
				(incoming) => {
					this.read(incoming).then(resolve, reject);
				},
			);
			asking.on('error', reject);
			asking.end(text);
		});
	}

	private async read(incoming: IncomingMessage): Promise<GraphAnswer> {
		const chunks: Buffer[] = [];
		let size = 0;
		for await (const chunk of incoming) {
			size += (chunk as Buffer).length;
			if (size > this.access.limits.answerAtMost) throw new GraphFailure('protocol');
			chunks.push(chunk as Buffer);
		}
		if (!incoming.complete) throw new GraphFailure('connection-lost');
		const { statusCode = 0, headers } = incoming;
		return graphAnswerOf(statusCode, headers, Buffer.concat(chunks).toString());
	}
}
