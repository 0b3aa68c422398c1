import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import type { HeldPlace } from './place-at-host.ts';

/** Lengthens the lease of a place to `lease` milliseconds from now; one that another attempt took over stays with it. */
export async function renewPlace(pool: DispatchPool, held: HeldPlace, lease: number): Promise<void> {
	await pool.prepared(
		`UPDATE host_place SET lease_until = clock_timestamp() + make_interval(secs => $4)
		WHERE place_key = $1 AND number = $2 AND holder = $3`,
		[held.placeKey, held.number, held.holder, lease / 1_000],
	);
}
