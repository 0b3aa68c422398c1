import type { RunEntry } from '../run-entry.ts';

const OPEN_SEND = `SELECT FROM send WHERE send.subscription_id = engagement.subscription_id
	AND send.engagement_id = engagement.id AND send.state = 'uncertain' AND send.settled_at IS NULL`;

/** One contact in one sequence. An ended one keeps its run while the fate of one of its mails is open. */
export const engagement: RunEntry = {
	live: `SELECT subscription_id, id FROM engagement WHERE ended_at IS NULL
		UNION ALL SELECT DISTINCT engagement.subscription_id, engagement.id FROM send
		JOIN engagement ON engagement.subscription_id = send.subscription_id AND engagement.id = send.engagement_id
		WHERE ended_at IS NOT NULL AND (send.state = 'armed' OR send.state = 'uncertain' AND send.settled_at IS NULL)`,
	owner: { table: 'engagement', column: 'responsible_user_id' },
	due: {
		// A mail whose fate is looked for goes by the wall clock.
		rows: `SELECT subscription_id, id, next_look_at AS due, NOT EXISTS (${OPEN_SEND}) AS waits_for_clock
			FROM engagement WHERE ended_at IS NULL AND next_look_at IS NOT NULL`,
		halt: 'runs',
	},
	underWay: {
		rows: `SELECT subscription_id, engagement_id AS id FROM send WHERE kind = 'step' AND state IN ('claimed', 'armed')`,
		halt: 'sends',
	},
	headStart: 0,
	heartbeat: 'send',
	answered: `SELECT ended_at IS NOT NULL OR coalesce(last_look_at > run.since, false) FROM engagement WHERE id = run.id`,
	shown: `SELECT subscription_id, id, responsible_user_id AS owner_id, mailbox_id, NULL::text AS address,
			state::text AS state, reason, reason_since AS since, engaged_at AS begun_at,
			CASE WHEN ended_at IS NULL THEN coalesce(reason_until, planned_at) END AS next_at,
			ended_at IS NULL AS is_live, NULL::int AS count,
			(SELECT code FROM send JOIN send_attempt ON send_attempt.subscription_id = send.subscription_id
				AND send_attempt.send_id = send.id
			WHERE send.subscription_id = engagement.subscription_id AND send.engagement_id = engagement.id AND code IS NOT NULL
			ORDER BY started_at DESC LIMIT 1) AS fault
		FROM engagement`,
	events: 'engagement_id',
};
