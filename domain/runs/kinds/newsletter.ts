import type { RunEntry } from '../run-entry.ts';

const LIVE = `deleted_at IS NULL AND activated_at IS NOT NULL AND next_at IS NOT NULL`;

/** A newsletter that waits for its next occurrence. */
export const newsletter: RunEntry = {
	live: `SELECT subscription_id, id FROM newsletter WHERE ${LIVE}`,
	owner: { table: 'newsletter', column: 'owner_id' },
	due: {
		rows: `SELECT subscription_id, id, next_at AS due, true AS waits_for_clock FROM newsletter WHERE ${LIVE}`,
		halt: 'runs',
	},
	underWay: null,
	headStart: 0,
	heartbeat: null,
	answered: null,
	shown: `SELECT subscription_id, id, owner_id, NULL::uuid AS mailbox_id, NULL::text AS address,
			CASE WHEN ${LIVE} THEN 'scheduled' ELSE 'withdrawn' END AS state,
			CASE WHEN ${LIVE} THEN 'newsletter-waits' ELSE 'newsletter-over' END AS reason,
			changed_at AS since, created_at AS begun_at, CASE WHEN ${LIVE} THEN next_at END AS next_at,
			coalesce(${LIVE}, false) AS is_live, NULL::int AS count, NULL::text AS fault
		FROM newsletter`,
	events: null,
};
