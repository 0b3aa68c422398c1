import type { RunEntry } from '../run-entry.ts';

/** An issue of a newsletter, from its occurrence until it is observed no more. */
export const issue: RunEntry = {
	live: `SELECT subscription_id, id FROM newsletter_issue WHERE ended_at IS NULL`,
	owner: null,
	due: {
		rows: `SELECT subscription_id, id, next_look_at AS due, true AS waits_for_clock FROM newsletter_issue
			WHERE ended_at IS NULL AND next_look_at IS NOT NULL`,
		halt: 'runs',
	},
	underWay: {
		rows: `SELECT subscription_id, id FROM newsletter_issue WHERE ended_at IS NULL AND state = 'preparing'`,
		halt: 'sends',
	},
	headStart: 2,
	heartbeat: null,
	answered: null,
	shown: `SELECT subscription_id, id, NULL::uuid AS owner_id, NULL::uuid AS mailbox_id, NULL::text AS address,
			CASE state WHEN 'preparing' THEN 'running' WHEN 'leaving' THEN 'running' WHEN 'observing' THEN 'waiting'
				WHEN 'ended' THEN 'succeeded' WHEN 'stopped' THEN 'withdrawn' ELSE 'blocked' END AS state,
			CASE state WHEN 'asking' THEN 'issue-same-content' ELSE 'issue-' || state END AS reason,
			coalesce(ended_at, stopped_at, paused_at, left_at, created_at) AS since, created_at AS begun_at,
			CASE WHEN ended_at IS NULL THEN next_look_at END AS next_at, ended_at IS NULL AS is_live, recipients AS count,
			NULL::text AS fault
		FROM newsletter_issue`,
	events: null,
};
