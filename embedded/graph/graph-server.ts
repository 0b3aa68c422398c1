import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { answerGraph, errorAnswer, type GraphAnswer } from './answer-graph.ts';
import { GraphMailbox, type MailboxHabits, type SubmittedMail } from './graph-mailbox.ts';

/** Whose mailbox a bearer token opens, and for what. */
export interface TokenBearer {
	readonly address: string;
	/** Such as `Mail.ReadWrite` and `Mail.Send`. */
	readonly scopes: readonly string[];
	/** Mailboxes that others share with whoever it is. */
	readonly shared?: readonly string[];
}

/** One request, as a script sees it. */
export interface GraphRequest {
	readonly method: string;
	/** Path and query. */
	readonly path: string;
	readonly headers: IncomingMessage['headers'];
	readonly body: Buffer;
	/** The client's port, which names its connection. */
	readonly port: number;
}

/** What happens to one request, where that is not the usual. */
export interface GraphFault {
	/** Waited for before anything else. */
	readonly before?: Promise<unknown>;
	/** Whether it takes effect all the same. */
	readonly acts?: boolean;
	/** Waited for before the answer. */
	readonly after?: Promise<unknown>;
	/** What is answered; `usual`: what the effect answers; `cut`: the connection is closed; `silence`: nothing, ever. */
	readonly answer: GraphAnswer | 'usual' | 'cut' | 'silence';
}

export interface GraphServerOptions extends Partial<MailboxHabits> {
	/** PEM. */
	readonly certificate: { readonly key: string; readonly cert: string };
	/** Undefined: the token opens nothing. */
	readonly bearerOf: (token: string) => TokenBearer | undefined;
	/** Takes each mail that leaves. */
	readonly deliver?: (mail: SubmittedMail) => Promise<void> | void;
	/** Mails of one answer to a list. */
	readonly pageSize?: number;
}

/** Microsoft Graph as far as mails leave by it, over TLS on loopback. */
export interface GraphServer {
	readonly listener: Server;
	readonly requests: readonly GraphRequest[];
	/** Made at the first look. */
	mailbox(address: string): GraphMailbox;
	/** Asked of each request from now on; undefined: nothing unusual. */
	script(faultOf: (request: GraphRequest) => GraphFault | undefined): void;
	/** How many connections are open. */
	connections(): Promise<number>;
	/** Closes all connections; new ones are taken. */
	closeConnections(): void;
	close(): Promise<void>;
}

/** One that listens. */
export interface ListeningGraphServer extends GraphServer {
	/** Its address, without a path. */
	readonly url: string;
}

/** Bytes of a request: more is answered with 413 (learn.microsoft.com, "Create message"). */
const BODY_AT_MOST = 4 * 1024 * 1024;

/** The same as `createGraphServer`, listening. @param options.port 0, the default, lets the system choose. */
export async function startGraphServer({
	port = 0,
	...options
}: GraphServerOptions & { readonly port?: number }): Promise<ListeningGraphServer> {
	const server = createGraphServer(options);
	await new Promise<void>((resolve) => server.listener.listen(port, '127.0.0.1', resolve));
	return { ...server, url: `https://127.0.0.1:${(server.listener.address() as AddressInfo).port}` };
}

/** A server that answers as the documented API does, and otherwise where a script says so. Not yet listening. */
export function createGraphServer(options: GraphServerOptions): GraphServer {
	const { certificate, bearerOf, deliver = () => {}, pageSize = 10 } = options;
	const habits: MailboxHabits = {
		replacesMessageId: options.replacesMessageId ?? 'never',
		keepsImmutableIds: options.keepsImmutableIds ?? true,
		submitsLater: options.submitsLater ?? false,
	};
	const requests: GraphRequest[] = [];
	const mailboxes = new Map<string, GraphMailbox>();
	const mailbox = (address: string): GraphMailbox => {
		const known = mailboxes.get(address) ?? new GraphMailbox(address, habits, deliver);
		mailboxes.set(address, known);
		return known;
	};
	let faultOf: (request: GraphRequest) => GraphFault | undefined = () => undefined;

	const act = async (request: GraphRequest): Promise<GraphAnswer> => {
		const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
		const bearer = token === undefined ? undefined : bearerOf(token);
		if (!bearer) return errorAnswer(401, 'InvalidAuthenticationToken');
		if (request.body.length > BODY_AT_MOST) return errorAnswer(413, 'RequestEntityTooLarge');
		return answerGraph({
			...request,
			scopes: bearer.scopes,
			...{ bearer: bearer.address, shared: bearer.shared ?? [], mailboxOf: mailbox },
			origin: `https://${request.headers.host}`,
			pageSize,
		});
	};
	const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
		const request = await read(incoming);
		requests.push(request);
		const fault = faultOf(request) ?? { acts: true, answer: 'usual' };
		await fault.before;
		const usual = fault.acts || fault.answer === 'usual' ? await act(request) : undefined;
		await fault.after;
		if (fault.answer === 'silence') return;
		if (fault.answer === 'cut') response.socket?.destroy();
		else say(response, fault.answer === 'usual' ? usual! : fault.answer);
	};
	const server = createServer({ key: certificate.key, cert: certificate.cert }, (incoming, response) => {
		handle(incoming, response).catch(() => response.socket?.destroy());
	});
	// A client may think between two requests, or sleep.
	server.keepAliveTimeout = 10 * 60_000;
	return {
		listener: server,
		requests,
		mailbox,
		script: (next) => (faultOf = next),
		connections: () => promisify(server.getConnections.bind(server))(),
		closeConnections: () => server.closeAllConnections(),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

async function read(incoming: IncomingMessage): Promise<GraphRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of incoming) chunks.push(chunk as Buffer);
	const { method = '', url = '', headers, socket } = incoming;
	return { method, path: url, headers, body: Buffer.concat(chunks), port: socket.remotePort ?? 0 };
}

function say(response: ServerResponse, { status, headers = {}, body = '' }: GraphAnswer): void {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	response.writeHead(status, {
		...(text ? { 'content-type': 'application/json' } : {}),
		'content-length': Buffer.byteLength(text),
		...headers,
	});
	response.end(text);
}
