import type { SendingProvider } from '#mail/deliverability/sending-provider.ts';
import type { Database } from '#platform/database/database.ts';
import type { Logger } from '#platform/logging.ts';
import type { Names } from '#platform/network/names.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';

/** What reading a domain needs; built once a process. */
export interface DomainDeps {
	readonly database: Database;
	readonly logger: Logger;
	readonly deliverability: DeliverabilityTools;
}

/** Whom it asks. */
export interface DeliverabilityTools {
	/** In the sandbox those of its world and no others. */
	readonly names: Names;
	/** Which servers may be reached to look at their encryption. */
	readonly policy: NetworkPolicy;
	/** Providers beside those that are known: the demonstration world has its own. */
	readonly providers: readonly SendingProvider[];
	/** Whether anybody may have an address at a domain. */
	isPersonal(domain: string): boolean;
}
