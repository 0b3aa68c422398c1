import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { allSteps, runBuildSteps } from '#embedded/build-steps.ts';
import { Progress } from '#embedded/first-stage/progress.mjs';
import { findFreePort } from '#embedded/free-port.ts';
import { startNodeChild } from '#embedded/node-child.ts';
import { LONGEST_WAIT } from './patience.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface WebServer {
	/** such as `http://localhost:40123` */
	address: string;
	stop(): Promise<void>;
}

/**
 * The web process itself (`web/server.ts`, built first where its sources changed) on a database of the test's.
 *
 * @param scheme of the public address; with `https` the test is the proxy in front.
 */
export async function startWebServer(
	database: { url: string },
	masterKey: Buffer,
	scheme: 'http' | 'https' = 'http',
): Promise<WebServer> {
	await runBuildSteps(allSteps, root, new Progress());
	const logs = mkdtempSync(join(tmpdir(), 'web-'));
	const port = await findFreePort();
	const address = `http://localhost:${port}`;
	const child = await startNodeChild({
		name: 'web',
		args: ['web/server.ts'],
		cwd: root,
		env: {
			PATH: process.env.PATH,
			TZ: 'UTC',
			DATABASE_URL: database.url,
			// Nobody answers there: pages need the database alone.
			TEMPORAL_ADDRESS: '127.0.0.1:1',
			REFRAIN_MASTER_KEY: masterKey.toString('base64'),
			REFRAIN_PUBLIC_URL: `${scheme}://localhost:${port}`,
			REFRAIN_PORT: String(port),
		},
		logs,
		readyWithin: LONGEST_WAIT,
		stopWithin: LONGEST_WAIT,
	});
	return {
		address,
		stop: async () => {
			await child.stop();
			rmSync(logs, { recursive: true, force: true });
		},
	};
}
