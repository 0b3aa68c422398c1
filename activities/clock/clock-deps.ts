import type { Database } from '#platform/database/database.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import type { Logger } from '#platform/logging.ts';
import type { WorldClient } from '#platform/world/client.ts';

/** What moving the clock needs. */
export interface ClockDeps {
	readonly database: Database;
	readonly pool: DispatchPool;
	/** The mail world, whose people act in domain time too; a test without one leaves it out. */
	readonly world?: WorldClient | undefined;
	readonly logger: Logger;
	/** How long a lap waits for everything to come to rest, in milliseconds; default a minute. */
	readonly quietWithin?: number | undefined;
}
