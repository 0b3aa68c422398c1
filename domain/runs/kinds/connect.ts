import type { RunEntry } from '../run-entry.ts';

const LIVE = `SELECT subscription_id, id FROM mailbox_connection WHERE ended_at IS NULL`;

/** A mailbox being connected, from its address to its first reading: days, where an administrator must act. */
export const connect: RunEntry = {
	live: LIVE,
	owner: { table: 'mailbox_connection', column: 'owner_id' },
	due: {
		// A server is asked again each hour for two weeks: a month that is lived through in seconds does not stop for each. For
		// a reminder to an administrator it does.
		rows: `SELECT subscription_id, id, next_look_at AS due, stage = 'consent' AS waits_for_clock FROM mailbox_connection
			WHERE ended_at IS NULL AND next_look_at IS NOT NULL`,
		halt: 'runs',
	},
	underWay: null,
	// Somebody looks at its page.
	headStart: 5,
	heartbeat: null,
	answered: `SELECT stage IN ('testing', 'recognising', 'signing') IS FALSE FROM mailbox_connection WHERE id = run.id`,
	shown: `SELECT subscription_id, id, owner_id, mailbox_id, address,
			CASE stage WHEN 'recognising' THEN 'running' WHEN 'testing' THEN 'running' WHEN 'signing' THEN 'running' WHEN 'consent' THEN 'waiting' WHEN 'done' THEN 'succeeded'
				WHEN 'withdrawn' THEN 'withdrawn' WHEN 'mending' THEN CASE WHEN next_look_at IS NULL THEN 'blocked' ELSE 'waiting' END
				ELSE 'blocked' END AS state,
			reason, since, started_at AS begun_at, next_look_at AS next_at, ended_at IS NULL AS is_live, NULL::int AS count,
			fault
		FROM mailbox_connection`,
	events: null,
};
