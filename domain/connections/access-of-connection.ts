import type { Transaction } from '#platform/database/database.ts';
import { tokenLimits } from '#platform/limits.ts';

/**
 * Says how long a connection's access tokens hold from now on, in milliseconds.
 *
 * @param graphHolds of the one for Microsoft Graph; undefined: there is none.
 */
export async function keepUntil(
	tx: Transaction,
	connectionId: string,
	holds: number,
	graphHolds: number | undefined,
): Promise<void> {
	await tx.sql`
		UPDATE mailbox_connection SET access_until = clock_timestamp() + make_interval(secs => ${holds / 1_000}::float),
			graph_until = clock_timestamp() + make_interval(secs => ${graphHolds === undefined ? null : graphHolds / 1_000}::float)
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${connectionId}::uuid`;
}

/** Whether it has a grant of which an access token that a test needs is over, or will be while the test runs. */
export async function isAccessStale(tx: Transaction, connectionId: string): Promise<boolean> {
	const stale = await tx.sql`
		SELECT FROM mailbox_connection
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${connectionId}::uuid AND grant_sealed IS NOT NULL
			AND least(coalesce(access_until, '-infinity'),
				CASE WHEN settings ->> 'delivery' = 'graph' THEN coalesce(graph_until, '-infinity') END)
				< clock_timestamp() + make_interval(secs => ${tokenLimits.renewBefore / 1_000}::float)`;
	return stale.length > 0;
}

/** Milliseconds for which its access token still holds. */
export async function accessHolds(tx: Transaction, connectionId: string): Promise<number> {
	const [row] = await tx.sql<{ holds: number }>`
		SELECT coalesce(extract(epoch FROM access_until - clock_timestamp()) * 1000, 0)::float AS holds
		FROM mailbox_connection
		WHERE subscription_id = ${tx.subscriptionId}::uuid AND id = ${connectionId}::uuid`;
	return row?.holds ?? 0;
}
