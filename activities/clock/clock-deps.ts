import type { Config } from '#platform/config.ts';
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
	/** How long a dead worker's sends and watches count as alive. */
	readonly config: {
		readonly sends: Pick<Config['sends'], 'heartbeat'>;
		readonly watch: Pick<Config['watch'], 'heartbeat'>;
	};
	/** How long nothing may move before a lap gives up, in milliseconds; without one it follows from the heartbeats. */
	readonly quietWithin?: number | undefined;
}
