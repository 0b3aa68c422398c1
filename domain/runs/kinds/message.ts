import { TAKEN_FROM_AUTHOR } from '../taken-from.ts';
import { MAILBOX_REASON, refusedReason } from '../mailbox-condition.ts';
import type { RunEntry } from '../run-entry.ts';

/** One mail that a person wrote, a reply or a test mail, or one of the platform, until its fate is known. */
export const message: RunEntry = {
	live: `SELECT subscription_id, id FROM send
		WHERE kind NOT IN ('step', 'issue') AND (state IN ('ready', 'claimed', 'armed') OR state = 'uncertain' AND settled_at IS NULL)`,
	owner: { table: 'send', column: 'author_id' },
	due: {
		rows: `SELECT subscription_id, id, not_before AS due, true AS waits_for_clock FROM send
			WHERE kind NOT IN ('step', 'issue') AND state = 'ready' AND not_before IS NOT NULL`,
		halt: 'sends',
	},
	underWay: {
		rows: `SELECT subscription_id, id FROM send
			WHERE kind NOT IN ('step', 'issue') AND (state IN ('claimed', 'armed') OR state = 'ready' AND not_before IS NULL)`,
		halt: 'sends',
	},
	// Somebody wrote it a moment ago and looks at it.
	headStart: 5,
	heartbeat: 'send',
	answered: null,
	shown: `SELECT subscription_id, id, variant, owner_id, mailbox_id, address,
			CASE reason WHEN 'message-sent' THEN 'succeeded' WHEN 'message-refused' THEN 'failed'
				WHEN 'message-revoked' THEN 'withdrawn' WHEN 'message-leaving' THEN 'running' WHEN 'message-ready' THEN 'running'
				WHEN 'recipient-later' THEN 'waiting' WHEN 'server-unreachable' THEN 'waiting'
				WHEN 'host-busy' THEN 'waiting' WHEN 'send-uncertain' THEN 'waiting'
				ELSE 'blocked' END AS state,
			reason, since, begun_at, next_at, reason NOT IN ('message-sent', 'message-refused', 'message-revoked') AS is_live,
			NULL::int AS count,
			(SELECT code FROM send_attempt WHERE send_attempt.subscription_id = mail.subscription_id
				AND send_attempt.send_id = mail.id AND code IS NOT NULL ORDER BY started_at DESC LIMIT 1) AS fault
		FROM (SELECT send.subscription_id, send.id, send.kind AS variant, send.author_id AS owner_id, sender.mailbox_id, send.recipient AS address,
				CASE WHEN send.state = 'accepted' OR send.state = 'uncertain' AND send.settled_at IS NOT NULL THEN 'message-sent'
					WHEN send.state = 'rejected' THEN 'message-refused'
					WHEN send.state = 'revoked' THEN 'message-revoked'
					WHEN send.state = 'uncertain' AND send.settled_by IS NOT NULL THEN 'send-unsettled'
					WHEN send.state = 'uncertain' THEN 'send-uncertain'
					WHEN send.state IN ('claimed', 'armed') THEN 'message-leaving'
					WHEN ${TAKEN_FROM_AUTHOR} THEN 'mailbox-unshared'
					WHEN send.not_before > domain_now() AND send.status IS NOT NULL THEN 'recipient-later'
					WHEN send.not_before > domain_now() THEN coalesce(${refusedReason({
						subscription: 'sender.subscription_id',
						id: 'sender.mailbox_id',
					})}, 'server-unreachable')
					ELSE coalesce(CASE WHEN sender.mailbox_id IS NOT NULL THEN ${MAILBOX_REASON} END,
						CASE WHEN wait.target_id IS NOT NULL THEN 'host-busy' END, 'message-ready') END AS reason,
				coalesce(send.sent_at, send.created_at) AS since, send.created_at AS begun_at,
				CASE WHEN send.state = 'ready' THEN coalesce(send.not_before, wait.again_at) END AS next_at
			FROM limits CROSS JOIN send
			LEFT JOIN sender ON sender.subscription_id = send.subscription_id AND sender.id = send.sender_id
			LEFT JOIN mailbox ON mailbox.subscription_id = sender.subscription_id AND mailbox.id = sender.mailbox_id
			LEFT JOIN mailbox_watch AS watch
				ON watch.subscription_id = mailbox.subscription_id AND watch.mailbox_id = mailbox.id
			LEFT JOIN host_wait AS wait ON wait.subscription_id = send.subscription_id AND wait.target_id = send.id
				AND wait.gone_at > clock_timestamp()
			WHERE send.kind NOT IN ('step', 'issue')) mail`,
	hasVariants: true,
	events: 'send_id',
};
