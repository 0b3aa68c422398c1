import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { TRUNCATED_RESPONSE, encode, streamEncode } from 'dns-packet';
import type { Packet } from 'dns-packet';
import type { Listener } from '../remembered-ports.ts';
import { answerFrom, queryOf } from './name-answer.ts';
import type { Zone } from './zone.ts';

/** A name server on loopback: over UDP and, for what is too long for that, over TCP on the same port. */
export interface NameServer {
	/** Listens as node:net's servers do. */
	readonly listener: Listener;
	/** `address:port`, as a resolver takes it, once it listens. */
	readonly address: string;
	/** Each question that came over UDP, such as `MX cadrelune.example`, in their order. */
	readonly asked: string[];
	close(): Promise<void>;
}

/** What fits into an answer over UDP; a longer one is asked for once more over TCP. */
const UDP_AT_MOST = 1_232;

/**
 * Answers from a zone and from nothing else: names outside of it do not exist.
 *
 * @param zoneNow Asked anew at each question: its owner may change it.
 * @param silent Told of each question that gets no answer.
 */
export function createNameServer(zoneNow: () => Zone, silent: (said: string) => void = () => {}): NameServer {
	const udp = createSocket('udp4');
	const asked: string[] = [];
	const delays = new Set<NodeJS.Timeout>();
	const answer = (bytes: Buffer, send: (reply: Packet) => void, isFirst: boolean) => {
		const query = queryOf(bytes);
		if (!query) return;
		if (isFirst) asked.push(query.said);
		const found = answerFrom(zoneNow(), query);
		if (found === 'silent') return silent(query.said);
		const timer = setTimeout(() => {
			delays.delete(timer);
			send(found.packet);
		}, found.delay);
		delays.add(timer);
	};
	udp.on('message', (bytes, { port, address }) => {
		answer(bytes, (reply) => udp.send(overUdp(reply), port, address, () => {}), true);
	});
	// A client that is gone is reported here on some systems.
	udp.on('error', () => {});
	const connections = new Set<Socket>();
	const tcp = createServer((socket) => {
		connections.add(socket.on('close', () => connections.delete(socket)));
		socket.on('error', () => {});
		let waiting = Buffer.alloc(0);
		socket.on('data', (bytes) => {
			waiting = Buffer.concat([waiting, bytes]);
			while (waiting.length >= 2 && waiting.length >= 2 + waiting.readUInt16BE(0)) {
				const end = 2 + waiting.readUInt16BE(0);
				answer(waiting.subarray(2, end), (reply) => socket.write(streamEncode(reply)), false);
				waiting = waiting.subarray(end);
			}
		});
	});
	let port = 0;
	return {
		listener: {
			listen(wished, host, callback) {
				const both = () =>
					tcp.listen(wished, host, () => {
						({ port } = tcp.address() as AddressInfo);
						udp.bind(port, host, callback);
					});
				// The port was free over TCP alone, and another one is tried.
				return tcp.listening ? tcp.close(both) : both();
			},
			once(event, listener) {
				tcp.once(event, listener);
				return udp.once(event, listener);
			},
			removeListener(event, listener) {
				tcp.removeListener(event, listener);
				return udp.removeListener(event, listener);
			},
			address: () => tcp.address(),
		},
		get address() {
			return `127.0.0.1:${port}`;
		},
		asked,
		async close() {
			for (const timer of delays) clearTimeout(timer);
			for (const socket of connections) socket.destroy();
			udp.close();
			await once(tcp.close(), 'close');
		},
	};
}

/** The same, on any free port, listening. */
export async function startNameServer(
	zone: Zone | (() => Zone),
	silent?: (said: string) => void,
): Promise<NameServer> {
	const server = createNameServer(typeof zone === 'function' ? zone : () => zone, silent);
	await new Promise<void>((resolve, reject) => {
		server.listener.once('error', reject);
		server.listener.listen(0, '127.0.0.1', resolve);
	});
	return server;
}

function overUdp(reply: Packet): Uint8Array {
	const whole = encode(reply);
	if (whole.length <= UDP_AT_MOST) return whole;
	return encode({ ...reply, answers: [], flags: (reply.flags ?? 0) | TRUNCATED_RESPONSE });
}
