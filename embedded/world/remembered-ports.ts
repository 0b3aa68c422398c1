import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Server } from 'node:net';
import { join } from 'node:path';

/** Anything with node:net's way of listening. */
export interface Listener {
	listen(port: number, host: string, callback: () => void): unknown;
	once(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
	removeListener(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
	address(): ReturnType<Server['address']>;
}

const HOST = '127.0.0.1';

/**
 * Makes servers listen on loopback, each on the port that it had last time, else on one that the system gives, and
 * remembers the ports in `ports.json` of the folder. Clients that keep a port find their server after a new start.
 *
 * @param wished Ports that go before the remembered ones; such a port must be free.
 * @throws With code EADDRINUSE when a wished port is taken.
 */
export async function listenOnRememberedPorts<Name extends string>(
	folder: string,
	servers: Record<Name, Listener>,
	wished: Partial<Record<Name, number>> = {},
): Promise<Record<Name, number>> {
	const file = join(folder, 'ports.json');
	const remembered = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as Partial<
		Record<Name, number>
	>;
	const ports = {} as Record<Name, number>;
	for (const name of Object.keys(servers) as Name[]) {
		const server = servers[name];
		const must = wished[name];
		ports[name] =
			must === undefined
				? await listen(server, remembered[name] ?? 0).catch(() => listen(server, 0))
				: await listen(server, must);
	}
	await writeFile(`${file}.new`, JSON.stringify(ports));
	await rename(`${file}.new`, file);
	return ports;
}

function listen(server: Listener, port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, HOST, () => {
			server.removeListener('error', reject);
			resolve((server.address() as { port: number }).port);
		});
	});
}
