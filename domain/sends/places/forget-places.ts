import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { placeLimits } from '#platform/limits.ts';

/** Deletes places that nobody took for long, and runs that wait no more. */
export async function forgetPlaces(pool: DispatchPool): Promise<void> {
	await pool.query(
		`WITH gone AS (DELETE FROM host_wait WHERE gone_at < clock_timestamp())
		DELETE FROM host_place WHERE lease_until < clock_timestamp() - make_interval(secs => $1)`,
		[placeLimits.forgottenAfter / 1_000],
	);
}
