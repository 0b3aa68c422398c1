import type { RunEntry } from '../run-entry.ts';

/** A domain that somebody sends from: what it publishes is read again by itself until it is right, and daily then. */
export const domain: RunEntry = {
	live: `SELECT subscription_id, id FROM sending_domain WHERE ended_at IS NULL`,
	owner: null,
	due: {
		// Name servers go by the wall clock: a month that is lived through in seconds asks them once, at its end.
		rows: `SELECT subscription_id, id, next_look_at AS due, false AS waits_for_clock FROM sending_domain
			WHERE ended_at IS NULL AND next_look_at IS NOT NULL`,
		halt: 'runs',
	},
	underWay: null,
	headStart: 1,
	heartbeat: null,
	answered: `SELECT ended_at IS NOT NULL OR coalesce(read_at >= run.since, false) FROM sending_domain WHERE id = run.id`,
	shown: `SELECT subscription_id, id, NULL::uuid AS owner_id, NULL::uuid AS mailbox_id, NULL::text AS address,
			CASE WHEN ended_at IS NOT NULL THEN 'succeeded' WHEN state = 'new' THEN 'running' ELSE 'waiting' END AS state,
			CASE WHEN ended_at IS NOT NULL THEN 'domain-unused' ELSE reason END AS reason,
			coalesce(ended_at, since) AS since, started_at AS begun_at, next_look_at AS next_at, ended_at IS NULL AS is_live,
			NULL::int AS count, NULL::text AS fault
		FROM sending_domain`,
	events: null,
};
