import { createServer } from 'node:net';

/** A loopback port that is free now: the wished one when it is, else one that the system gives. */
export async function findFreePort(wished = 0): Promise<number> {
	return (await listenOnce(wished)) ?? (await listenOnce(0))!;
}

function listenOnce(port: number): Promise<number | undefined> {
	return new Promise((resolve) => {
		const server = createServer();
		server.on('error', () => resolve(undefined));
		server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
			const given = (server.address() as { port: number }).port;
			server.close(() => resolve(given));
		});
	});
}
