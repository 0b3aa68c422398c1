import type { RunEntry } from '../run-entry.ts';

/** *Avancer le temps*, while the installation's row has a target. It belongs to no subscription and stands under its own id. */
export const clock: RunEntry = {
	live: `SELECT id AS subscription_id, id FROM installation WHERE travel_to IS NOT NULL`,
	owner: null,
	due: null,
	underWay: null,
	// Somebody waits before the clock.
	headStart: 5,
	heartbeat: null,
	answered: null,
	shown: `SELECT id AS subscription_id, id, NULL::uuid AS owner_id, NULL::uuid AS mailbox_id, NULL::text AS address,
			CASE WHEN travel_to IS NULL THEN 'failed' ELSE 'running' END AS state,
			CASE WHEN travel_to IS NULL THEN 'clock-halted' ELSE 'clock-travelling' END AS reason,
			travel_from AS since, coalesce(travel_from, created_at) AS begun_at, travel_to AS next_at,
			travel_to IS NOT NULL AS is_live, NULL::int AS count, travel_halted_by AS fault
		FROM installation WHERE travel_to IS NOT NULL OR travel_halted_by IS NOT NULL`,
	events: null,
};
