import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { placeLimits } from '#platform/limits.ts';
import type { HeldPlace } from './place-at-host.ts';

/**
 * Gives a place back and pokes, of all runs that wait for the host and whose tenant has a place, the one that waited longest:
 * the place is kept for it for a moment, so that nobody who comes by takes it first. One statement, in no transaction; nobody
 * waits until it is on the disk, for a crash of PostgreSQL that loses it costs a lease at most.
 */
export async function giveBackPlace(pool: DispatchPool, held: HeldPlace): Promise<void> {
	await pool.prepared(
		`WITH mine AS (
			SELECT place_key, number, host_key
			FROM host_place, (SELECT set_config('synchronous_commit', 'off', true)) unsynced
			WHERE place_key = $1 AND number = $2 AND holder = $3 FOR UPDATE OF host_place SKIP LOCKED
		), next AS (
			SELECT wait.subscription_id, wait.workflow, wait.target_id, room.place_key, room.number
			FROM mine JOIN host_wait wait ON wait.host_key = mine.host_key
			CROSS JOIN LATERAL (
				SELECT place.place_key, place.number FROM host_place place
				WHERE place.place_key = wait.place_key AND place.number <= wait.places
					AND (place.lease_until <= clock_timestamp() OR place.holder = $3)
				ORDER BY place.holder IS DISTINCT FROM $3, place.number LIMIT 1) room
			WHERE wait.gone_at > clock_timestamp() AND NOT EXISTS (SELECT FROM host_place kept
				WHERE kept.place_key = wait.place_key AND kept.kept_for = wait.target_id
					AND kept.lease_until > clock_timestamp())
			ORDER BY wait.since, wait.target_id LIMIT 1 FOR UPDATE OF wait SKIP LOCKED
		), handed AS (
			UPDATE host_place place SET holder = NULL, kept_for = change.target_id,
				lease_until = clock_timestamp()
					+ CASE WHEN change.target_id IS NULL THEN interval '0' ELSE make_interval(secs => $4) END
			FROM (
				SELECT place_key, number, target_id FROM next
				UNION ALL
				SELECT place_key, number, NULL FROM mine
				WHERE NOT EXISTS (SELECT FROM next WHERE next.place_key = mine.place_key AND next.number = mine.number)
			) change
			WHERE place.place_key = change.place_key AND place.number = change.number
				AND (place.holder = $3 OR place.lease_until <= clock_timestamp())
		), answers AS (
			UPDATE host_wait wait SET gone_at = least(wait.gone_at, clock_timestamp() + make_interval(secs => $4))
			FROM next WHERE wait.subscription_id = next.subscription_id AND wait.target_id = next.target_id
		)
		INSERT INTO outbox (subscription_id, kind, workflow, target_id)
		SELECT subscription_id, 'poke', workflow, target_id FROM next`,
		[held.placeKey, held.number, held.holder, placeLimits.keptFor / 1_000],
	);
}
