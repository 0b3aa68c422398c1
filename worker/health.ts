import { createServer } from 'node:http';

/** What a health check learns. */
export interface HealthReport {
	readonly healthy: boolean;
	/** State of each part, such as `{ database: 'ok', runs: 'RUNNING' }`. */
	readonly parts: Readonly<Record<string, string>>;
}

/**
 * Answers `GET /health` with 200 while the process does its work and 503 otherwise, for whoever watches it.
 *
 * @returns how to stop it.
 */
export async function serveHealth(
	port: number,
	host: string,
	report: () => Promise<HealthReport>,
): Promise<{ readonly port: number; close(): Promise<void> }> {
	const server = createServer((request, response) => {
		if (request.url !== '/health') {
			response.writeHead(404).end();
			return;
		}
		report()
			.catch(() => ({ healthy: false, parts: { report: 'failed' } }))
			.then(({ healthy, parts }) => {
				response.writeHead(healthy ? 200 : 503, {
					'content-type': 'application/json',
					'cache-control': 'no-store',
				});
				response.end(JSON.stringify({ status: healthy ? 'ok' : 'ill', ...parts }));
			});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	const address = server.address();
	return {
		port: typeof address === 'object' && address ? address.port : port,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
