import { connect, createServer } from 'node:http2';
import type {
	ClientHttp2Session,
	IncomingHttpHeaders,
	ServerHttp2Session,
	ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo } from 'node:net';

/** A gRPC proxy before Temporal that sees each call's method. */
export interface TemporalProxy {
	/** `host:port` */
	readonly address: string;
	/**
	 * Keeps the next call of this method from the server, for ever.
	 *
	 * @returns settles once such a call was made.
	 */
	hold(method: string): Promise<void>;
	/** Cuts everything and refuses new calls until `restore`: the worker lives on without Temporal. */
	cut(): void;
	restore(): void;
	close(): Promise<void>;
}

/** Starts a proxy on loopback before the server at `host:port` (docs/design/test-servers.md#temporal-proxy). */
export async function startTemporalProxy(target: string): Promise<TemporalProxy> {
	const sessions = new Set<ServerHttp2Session>();
	let upstream: ClientHttp2Session | undefined;
	let wanted: { readonly method: string; readonly held: () => void } | undefined;
	let severed = false;

	const upstreamSession = () => {
		if (!upstream || upstream.destroyed || upstream.closed) {
			upstream = connect(`http://${target}`);
			upstream.on('error', () => {});
			upstream.setMaxListeners(0);
		}
		return upstream;
	};

	const server = createServer();
	server.on('session', (session) => {
		sessions.add(session);
		session.on('error', () => {});
		session.on('close', () => sessions.delete(session));
		if (severed) session.destroy();
	});
	server.on('stream', (stream, headers) => {
		stream.on('error', () => {});
		if (severed) return stream.destroy();
		if (wanted && String(headers[':path']).endsWith(`/${wanted.method}`)) {
			wanted.held();
			wanted = undefined;
			stream.resume();
			return;
		}
		forward(stream, headers);
	});

	function forward(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
		const call = upstreamSession().request(headers);
		call.on('error', () => stream.destroy());
		stream.on('close', () => call.close());
		stream.pipe(call);
		let trailers: IncomingHttpHeaders = {};
		call.on('trailers', (given) => (trailers = given));
		call.on('response', (given) => {
			// An error without a body comes as headers alone.
			if (given['grpc-status'] !== undefined) return stream.respond(given, { endStream: true });
			if (stream.destroyed) return;
			stream.respond(given, { waitForTrailers: true });
			stream.on('wantTrailers', () => stream.sendTrailers(trailers));
			call.pipe(stream);
		});
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const cut = () => {
		severed = true;
		sessions.forEach((session) => session.destroy());
		upstream?.destroy();
	};
	return {
		address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
		hold: (method) => new Promise<void>((held) => (wanted = { method, held })),
		cut,
		restore: () => {
			severed = false;
		},
		close: async () => {
			cut();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
