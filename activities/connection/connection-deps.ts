import type { Logger } from 'pino';
import type { Database } from '#platform/database/database.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import type { GraphLimits } from '#providers/delivery/graph/graph-limits.ts';
import type { Envelopes } from '#platform/secrets/envelope.ts';

/** What the connection test needs; built once a process. */
export interface ConnectionDeps {
	readonly database: Database;
	readonly envelopes: Envelopes;
	/** What typed hosts may reach: in the sandbox its own world and nothing else. */
	readonly policy: NetworkPolicy;
	/** Where Microsoft Graph is asked, and within what. */
	readonly graph: { readonly url: string; readonly limits: GraphLimits };
	readonly logger: Logger;
}
