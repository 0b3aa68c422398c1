import type { RunEntry } from '../run-entry.ts';

/** The flag of one user, while something of it is open; its id is the user's. */
export const notifications: RunEntry = {
	live: `SELECT DISTINCT subscription_id, user_id AS id FROM notification WHERE treated_at IS NULL`,
	owner: 'itself',
	due: {
		rows: `SELECT subscription_id, user_id AS id, treated_due_at AS due, true AS waits_for_clock FROM notification
			WHERE treated_at IS NULL AND treated_due_at IS NOT NULL`,
		halt: 'notifications',
	},
	underWay: null,
	headStart: 2,
	heartbeat: null,
	answered: null,
	shown: `SELECT subscription_id, user_id AS id, user_id AS owner_id, NULL::uuid AS mailbox_id, NULL::text AS address,
			'waiting' AS state,
			CASE WHEN min(treated_due_at) IS NULL THEN 'until-visited' ELSE 'treated-after' END AS reason,
			min(created_at) AS since, min(created_at) AS begun_at, min(treated_due_at) AS next_at, true AS is_live,
			count(*)::int AS count, NULL::text AS fault
		FROM notification WHERE treated_at IS NULL GROUP BY subscription_id, user_id`,
	events: null,
};
