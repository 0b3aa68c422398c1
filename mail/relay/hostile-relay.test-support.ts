import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { OpenedLine, OpenLine } from './opened-line.ts';

/** A conversation with the hostile relay, as its script sees it. */
export interface Conversation {
	readonly socket: Socket;
	/** From 1, in the order in which they were opened. */
	readonly number: number;
	/** Mails that were begun in it, from 1. */
	mails: number;
	from: string;
	to: string;
}

/** An answer with its CRLF, or nothing at all. */
type Answer = string | undefined | Promise<string | undefined>;

/** What a hostile relay does; what is not named it does as a good one. */
export interface Script {
	readonly greeting?: (number: number) => string | undefined;
	readonly offers?: readonly string[];
	readonly mail?: (conversation: Conversation) => Answer;
	readonly rcpt?: (conversation: Conversation) => Answer;
	readonly data?: (conversation: Conversation) => Answer;
	/** The mail is kept before it is asked where this answers nothing or 2xx; else it is not. */
	readonly dot?: (conversation: Conversation) => Answer;
	/** Called when it is told to forget a mail. */
	readonly reset?: (conversation: Conversation) => void;
	/** Called with each piece that arrives while a mail's body is read. */
	readonly body?: (conversation: Conversation) => void;
}

export interface HostileRelay {
	readonly port: number;
	/** Recipients of the mails that it kept, once for each copy. */
	readonly kept: string[];
	readonly bodies: Map<string, string>;
	/** All command lines, in the order in which they came. */
	readonly lines: string[];
	readonly conversations: Conversation[];
	readonly open: OpenLine;
	close(): Promise<void>;
}

const OK = '250 2.0.0 Ok\r\n';

/** A relay in clear on a port of its own that answers as its script says. */
export async function startHostileRelay(script: Script = {}): Promise<HostileRelay> {
	const sockets = new Set<Socket>();
	const relay = {
		kept: [] as string[],
		bodies: new Map<string, string>(),
		lines: [] as string[],
		conversations: [] as Conversation[],
	};
	const server = createServer({ noDelay: true }, (socket) => {
		sockets.add(socket);
		socket.on('error', () => {}).on('close', () => sockets.delete(socket));
		const conversation = { socket, number: relay.conversations.length + 1, mails: 0, from: '', to: '' };
		relay.conversations.push(conversation);
		converse(conversation, script, relay);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		...relay,
		port,
		open: (signal) => openInClear(port, signal),
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		},
	};
}

function converse(
	conversation: Conversation,
	script: Script,
	relay: Pick<HostileRelay, 'kept' | 'bodies' | 'lines'>,
): void {
	const { socket } = conversation;
	const say = (answer: string | undefined) => {
		if (answer !== undefined && !socket.destroyed) socket.write(answer);
	};
	let text = '';
	let isData = false;
	let working = Promise.resolve();
	say(script.greeting ? script.greeting(conversation.number) : '220 relay ESMTP\r\n');
	socket.on('data', (chunk) => {
		text += chunk.toString('latin1');
		if (isData) script.body?.(conversation);
		working = working.then(work);
	});

	async function work(): Promise<void> {
		for (;;) {
			const end = text.indexOf(isData ? '\r\n.\r\n' : '\r\n');
			if (end === -1 || socket.destroyed) return;
			const piece = text.slice(0, end);
			text = text.slice(end + (isData ? 5 : 2));
			say(isData ? await takeMail(piece) : await command(piece));
		}
	}

	async function takeMail(body: string): Promise<string | undefined> {
		isData = false;
		const answer = script.dot ? await script.dot(conversation) : OK;
		if (answer === undefined || answer.startsWith('2')) {
			relay.kept.push(conversation.to);
			relay.bodies.set(conversation.to, body.replaceAll('\r\n..', '\r\n.'));
		}
		return answer;
	}

	async function command(line: string): Promise<string | undefined> {
		relay.lines.push(line);
		const address = /<([^<>]*)>/.exec(line)?.[1] ?? '';
		if (line.startsWith('EHLO')) {
			const offers = ['relay', ...(script.offers ?? ['PIPELINING', 'SIZE 1000000', 'DSN'])];
			return offers.map((offer, at) => `250${at < offers.length - 1 ? '-' : ' '}${offer}\r\n`).join('');
		}
		if (line.startsWith('MAIL')) {
			conversation.mails += 1;
			conversation.from = address;
			conversation.to = '';
			return script.mail ? script.mail(conversation) : OK;
		}
		if (line.startsWith('RCPT')) {
			conversation.to = address;
			return script.rcpt ? script.rcpt(conversation) : OK;
		}
		if (line === 'DATA') {
			const answer = script.data ? await script.data(conversation) : '354 go on\r\n';
			isData = answer?.startsWith('354') ?? false;
			return answer;
		}
		if (line === 'QUIT') {
			socket.end('221 bye\r\n');
			return undefined;
		}
		if (line !== 'RSET') return '500 what\r\n';
		script.reset?.(conversation);
		return OK;
	}
}

/** Opens a line in clear, without the guard: nothing but the conversation of mails is looked at here. */
async function openInClear(port: number, signal: AbortSignal): Promise<OpenedLine> {
	const socket = connect({ port, host: '127.0.0.1', noDelay: true });
	const stop = () => socket.destroy();
	signal.addEventListener('abort', stop);
	let said = '';
	const until = async (last: RegExp) => {
		while (!last.test(said)) {
			const [chunk] = (await once(socket, 'data')) as [Buffer];
			said += chunk.toString();
		}
	};
	const ended = once(socket, 'close').then(() => Promise.reject(new Error('closed')));
	ended.catch(() => {});
	await Promise.race([until(/^\d{3} .*\r\n$/m), ended]);
	if (!said.startsWith('220'))
		throw Object.assign(new Error('refused'), { response: said.trim(), code: 'EPROTOCOL' });
	said = '';
	socket.write('EHLO refrain.example\r\n');
	await Promise.race([until(/^250 .*\r\n$/m), ended]);
	signal.removeEventListener('abort', stop);
	socket.pause();
	return {
		socket,
		tcp: socket,
		offers: {
			pipelining: /PIPELINING/.test(said),
			dsn: /DSN/.test(said),
			smtpUtf8: /SMTPUTF8/.test(said),
			size: /SIZE/.test(said),
			sizeAtMost: Number(/SIZE (\d+)/.exec(said)?.[1] ?? 0),
		},
	};
}
