import type { RunEntry } from '../run-entry.ts';

/** One thing that an automation does with locks that its cause may not take: carried out once, then over. */
export const effect: RunEntry = {
	live: `SELECT subscription_id, id FROM automation_effect WHERE state = 'pending'`,
	owner: { table: 'automation_effect', column: 'user_id' },
	due: null,
	underWay: {
		rows: `SELECT subscription_id, id FROM automation_effect WHERE state = 'pending'`,
		halt: 'runs',
	},
	headStart: 0,
	heartbeat: null,
	answered: null,
	shown: `SELECT subscription_id, id, user_id AS owner_id, NULL::uuid AS mailbox_id, NULL::text AS address,
			CASE state WHEN 'pending' THEN 'running' WHEN 'done' THEN 'succeeded' ELSE 'withdrawn' END AS state,
			CASE state WHEN 'pending' THEN 'effect-pending' WHEN 'done' THEN 'effect-done' ELSE 'effect-skipped' END AS reason,
			coalesce(settled_at, created_at) AS since, created_at AS begun_at, NULL::timestamptz AS next_at,
			state = 'pending' AS is_live, NULL::int AS count, reason AS fault
		FROM automation_effect`,
	events: null,
};
