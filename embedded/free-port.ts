import { createServer } from 'node:net';

/** A loopback port that is free now: the wished one when it is, else one that the system gives and nobody has taken. */
export async function findFreePort(wished = 0, taken: number[] = []): Promise<number> {
	const port = await listenOnce(wished);
	if (port !== undefined && (port === wished || !taken.includes(port))) return port;
	return findFreePort(0, taken);
}

/** Tells whether a loopback port could be listened on now. */
export async function isPortFree(port: number): Promise<boolean> {
	return (await listenOnce(port)) !== undefined;
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
