import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A byte proxy on loopback that stands for the network between us and a server. */
export interface CuttingProxy {
	readonly port: number;
	/** Connections open at this moment. */
	readonly open: number;
	/** Connections ever made. */
	readonly made: number;
	/** When each of them was made, by `performance.now()`, ascending. */
	readonly madeAt: readonly number[];
	/** Destroys every open connection; new ones are taken. */
	cut(): void;
	/** From now on bytes stay where they are, nobody is told: a network that went away. */
	stall(): void;
	/** Refuses: the port answers a connection by closing it. */
	refuse(): void;
	/** Ends `stall` and `refuse`. */
	heal(): void;
	close(): Promise<void>;
}

/** Starts a proxy before a port of loopback. */
export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
	const pairs = new Set<[Socket, Socket]>();
	let mode: 'open' | 'stalled' | 'refusing' = 'open';
	const madeAt: number[] = [];
	const server = createServer({ noDelay: true }, (client) => {
		client.on('error', () => {});
		if (mode === 'refusing') return client.destroy();
		madeAt.push(performance.now());
		const upstream = connect({ port: target, host: '127.0.0.1', noDelay: true });
		upstream.on('error', () => {});
		const pair: [Socket, Socket] = [client, upstream];
		pairs.add(pair);
		for (const [from, to] of [pair, [upstream, client] as const]) {
			from.on('data', (bytes) => to.write(bytes));
			from.on('close', () => {
				pairs.delete(pair);
				to.destroy();
			});
			if (mode === 'stalled') from.pause();
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const cut = () => {
		for (const pair of [...pairs]) for (const socket of pair) socket.destroy();
	};
	return {
		port: (server.address() as AddressInfo).port,
		get open() {
			return pairs.size;
		},
		get made() {
			return madeAt.length;
		},
		madeAt,
		cut,
		stall() {
			mode = 'stalled';
			for (const pair of pairs) for (const socket of pair) socket.pause();
		},
		refuse() {
			mode = 'refusing';
			cut();
		},
		heal() {
			mode = 'open';
			for (const pair of pairs) for (const socket of pair) socket.resume();
		},
		close() {
			cut();
			return new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
