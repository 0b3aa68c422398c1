import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '#platform/config.ts';
import type { Launch, Launched } from './launch.ts';
import { prepareData } from './prepared-data.ts';
import { startProduct } from './product-processes.ts';

/**
 * `npm start` with servers of one's own: migrates, then runs one worker and one web process. Larger installations run
 * `worker/main.ts` and `web/server.ts` themselves, as many as they want.
 * @throws {ConfigurationError} naming each bad variable
 */
export async function startConfigured(launch: Launch): Promise<Launched> {
	const config = parseConfig(process.env);
	const env = { ...process.env, NODE_ENV: 'production', TZ: 'UTC' };
	const logs = join(launch.data, 'configured', 'logs');
	mkdirSync(logs, { recursive: true, mode: 0o700 });
	const lines = await launch.progress.stage<string[]>('Schema', (detail) =>
		prepareData(launch.root, env, detail),
	);
	await startProduct(launch, env, logs);
	return { address: config.publicUrl, lines };
}
