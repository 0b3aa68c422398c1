import type { RunEntry } from '../run-entry.ts';

/** One connection test. Its waits are the network's, by the wall clock: the clock of the domain goes on meanwhile. */
export const connection: RunEntry = {
	live: `SELECT subscription_id, id FROM connection_test WHERE state = 'running'`,
	owner: { table: 'connection_test', column: 'user_id' },
	due: null,
	underWay: null,
	// Somebody looks at its lines.
	headStart: 5,
	heartbeat: null,
	answered: `SELECT state <> 'running' FROM connection_test WHERE id = run.id`,
	shown: `SELECT subscription_id, id, user_id AS owner_id, mailbox_id, address,
			CASE state WHEN 'running' THEN 'running' WHEN 'failed' THEN 'failed' ELSE 'succeeded' END AS state,
			CASE state WHEN 'running' THEN 'connection-testing' WHEN 'failed' THEN 'connection-failed'
				WHEN 'saved' THEN 'connection-saved' ELSE 'connection-passed' END AS reason,
			coalesce(ended_at, started_at) AS since, started_at AS begun_at, NULL::timestamptz AS next_at,
			state = 'running' AS is_live, NULL::int AS count,
			(SELECT code FROM connection_check WHERE connection_check.subscription_id = connection_test.subscription_id
				AND connection_check.test_id = connection_test.id AND connection_check.state = 'failed'
			ORDER BY position LIMIT 1) AS fault
		FROM connection_test`,
	events: null,
};
