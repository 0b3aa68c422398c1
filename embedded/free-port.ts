import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Above the ports of well-known services, below those that Linux, macOS and Windows hand to outgoing connections. */
const quietPorts = { first: 15_000, end: 32_768 };

/**
 * A loopback port that is free now: the wished one when it is, else one that is not among `taken`. It is not one that the
 * system would give to whatever connects next, so that it stays free until its server starts.
 */
export async function findFreePort(wished?: number, taken: number[] = []): Promise<number> {
	if (wished !== undefined && (await isPortFree(wished))) return wished;
	for (;;) {
		const port = randomInt(quietPorts.first, quietPorts.end);
		if (!taken.includes(port) && (await isPortFree(port))) return port;
	}
}

/** Tells whether a loopback port could be listened on now. */
export function isPortFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.on('error', () => resolve(false));
		server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
	});
}
