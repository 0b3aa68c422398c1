import type { RunEntry } from '../run-entry.ts';

/** What one sender sends of an issue. */
export const part: RunEntry = {
	live: `SELECT subscription_id, id FROM issue_part WHERE state <> 'done'`,
	owner: null,
	due: {
		rows: `SELECT subscription_id, id, next_look_at AS due, true AS waits_for_clock FROM issue_part
			WHERE state <> 'done' AND next_look_at IS NOT NULL`,
		halt: 'sends',
	},
	underWay: {
		rows: `SELECT part.subscription_id, part.id FROM issue_part part
			JOIN newsletter_issue ON newsletter_issue.subscription_id = part.subscription_id AND newsletter_issue.id = part.issue_id
			WHERE part.state IN ('waiting', 'leaving') AND newsletter_issue.state = 'leaving' AND part.next_look_at IS NULL`,
		halt: 'sends',
	},
	headStart: 2,
	heartbeat: null,
	answered: null,
	shown: `SELECT part.subscription_id, part.id, NULL::uuid AS owner_id, sender.mailbox_id, sender.address,
			CASE part.state WHEN 'waiting' THEN 'waiting' WHEN 'leaving' THEN 'running' WHEN 'done' THEN 'succeeded'
				ELSE 'blocked' END AS state,
			coalesce(part.reason, CASE part.state WHEN 'done' THEN 'part-done' ELSE 'part-leaving' END) AS reason,
			part.since, part.since AS begun_at, coalesce(part.reason_until, part.next_look_at) AS next_at,
			part.state <> 'done' AS is_live, part.last_place - part.first_place + 1 AS count, NULL::text AS fault
		FROM issue_part part
		LEFT JOIN sender ON sender.subscription_id = part.subscription_id AND sender.id = part.sender_id`,
	events: null,
};
