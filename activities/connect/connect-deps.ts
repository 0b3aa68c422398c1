import type { DiscoveryTools } from '#mail/discovery/discovery.ts';
import type { Logger } from 'pino';
import type { Config } from '#platform/config.ts';
import type { Database } from '#platform/database/database.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';
import type { SignInProviders } from '#providers/sign-in/sign-in-provider.ts';

/** What connecting a mailbox needs; built once a process. */
export interface ConnectDeps {
	readonly database: Database;
	readonly envelopes: Envelopes;
	/** Whom a search asks: in the sandbox its own world and nothing else. */
	readonly discovery: Omit<DiscoveryTools, 'signal'>;
	readonly signInProviders: SignInProviders;
	readonly config: Pick<Config, 'publicUrl'>;
	readonly logger: Logger;
}
