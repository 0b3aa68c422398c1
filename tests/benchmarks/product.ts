import { randomBytes } from 'node:crypto';
import { parseConfig, type Config } from '#platform/config.ts';
import { createLogger, type Logger } from '#platform/logging.ts';
import { createActivities } from '#worker/activities.ts';
import { openServices, type Services } from '#worker/services.ts';
import type { ActivitiesByRole } from '#worker/temporal-workers.ts';
import type { BenchServers } from './bench-servers.ts';

/** The product's worker side over the servers of the benchmark, as `worker/main.ts` composes it. */
export interface Product {
	readonly config: Config;
	readonly services: Services;
	readonly logger: Logger;
	readonly activities: ActivitiesByRole;
	/** What `config` was read from: the same for a process of its own. */
	readonly environment: Readonly<Record<string, string>>;
}

/** All mailboxes lie on one host here, and each must be able to send. */
const SENDS_PER_HOST = 50;

export async function openProduct(servers: BenchServers): Promise<Product> {
	const environment = {
		DATABASE_URL: servers.databaseUrl,
		TEMPORAL_ADDRESS: servers.temporalAddress,
		TEMPORAL_NAMESPACE: 'refrain',
		REFRAIN_MASTER_KEY: randomBytes(32).toString('hex'),
		REFRAIN_PUBLIC_URL: 'https://refrain.example',
		REFRAIN_ONE_MACHINE: 'on',
		REFRAIN_SEND_DRAIN: '1s',
		REFRAIN_SENDS_PER_HOST: String(SENDS_PER_HOST),
		// A third of them is one host's.
		REFRAIN_SEND_SLOTS: String(3 * SENDS_PER_HOST),
	};
	const config = parseConfig(environment);
	const logger = createLogger('bench', { level: 'error' });
	const opened = await openServices(config, logger);
	const services: Services = {
		...opened,
		policy: {
			kind: 'sandbox',
			host: '127.0.0.1',
			address: '127.0.0.1',
			ports: [servers.smtpPort],
			authority: servers.authority,
		},
	};
	return { config, services, logger, activities: createActivities(services), environment };
}
