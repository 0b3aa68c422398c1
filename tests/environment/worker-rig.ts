import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import type { Client } from '@temporalio/client';
import { openTemporal } from '#platform/temporal/client.ts';
import { parseConfig, type Config } from '#platform/config.ts';
import { createLogger } from '#platform/logging.ts';
import { createTestDatabase } from './database.ts';
import { createTestNamespace } from './temporal-namespace.ts';
import { createActivities } from '#worker/activities.ts';
import { workflowBundle } from '#worker/bundle-workflows.ts';
import { logSdkInto } from '#worker/log-of-sdk.ts';
import { createRuns, type Runs } from '#worker/runs.ts';
import { openServices, type Services } from '#worker/services.ts';
import { startTemporalWorkers } from '#worker/temporal-workers.ts';

/**
 * A worker as `main.ts` composes it, without dispatcher and sweep, in a database and a namespace of its own. One a test
 * file: the SDK's runtime is installed once a process.
 */
export interface WorkerRig {
	/** The environment that it was given, for another worker beside it. */
	readonly settings: Record<string, string>;
	readonly config: Config;
	readonly services: Services;
	readonly client: Client;
	readonly runs: Runs;
	/** SQL as the superuser, behind row-level security. */
	readonly adminUrl: string;
	stop(): Promise<void>;
}

export async function startWorkerRig(environment: Record<string, string> = {}): Promise<WorkerRig> {
	const testDatabase = await createTestDatabase();
	const settings = {
		DATABASE_URL: testDatabase.url,
		TEMPORAL_ADDRESS: inject('temporalAddress'),
		TEMPORAL_NAMESPACE: await createTestNamespace(inject('temporalAddress')),
		REFRAIN_MASTER_KEY: randomBytes(32).toString('hex'),
		REFRAIN_PUBLIC_URL: 'https://refrain.example',
		REFRAIN_ONE_MACHINE: 'on',
		REFRAIN_SEND_DRAIN: '1s',
		...environment,
	};
	const config = parseConfig(settings);
	const logger = createLogger('test', { level: process.env.REFRAIN_TEST_LOG ?? 'silent' });
	logSdkInto(logger);
	const services = await openServices(config, logger);
	const workers = await startTemporalWorkers({
		config,
		bundle: await workflowBundle(),
		activities: createActivities(services),
		logger,
	});
	const temporal = openTemporal(config.temporal);
	return {
		settings,
		config,
		services,
		client: temporal.client,
		runs: createRuns(temporal.client, config),
		adminUrl: testDatabase.adminUrl,
		async stop() {
			await workers.stop();
			await temporal.close();
			await services.close();
			await testDatabase.drop();
		},
	};
}
