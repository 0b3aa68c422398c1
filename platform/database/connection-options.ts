import type pg from 'pg';
import { databaseLimits } from '#platform/limits.ts';

/** Roles a connection can take (prisma/roles.sql). */
export type DatabaseRole = 'refrain_app' | 'refrain_dispatch' | 'refrain_support' | 'refrain_halt';

/** Options of a pg connection that acts as `role`. */
export function connectionOptions(url: string, role: DatabaseRole, name: string): pg.PoolConfig {
	return {
		connectionString: url,
		application_name: `refrain-${name}`,
		options: `-c role=${role} -c idle_in_transaction_session_timeout=${databaseLimits.transaction} -c statement_timeout=${databaseLimits.statement} -c TimeZone=UTC`,
		// A COMMIT whose answer never comes must end too (docs/design/test-servers.md#commit-timeout).
		query_timeout: databaseLimits.transaction,
		keepAlive: true,
	};
}
