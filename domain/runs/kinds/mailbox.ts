import { MAILBOX_REASON, refusedReason } from '../mailbox-condition.ts';
import type { RunEntry } from '../run-entry.ts';

/** One mailbox, watched until it is deleted. It goes by proofs of the wall clock: no instant of domain time is waited for. */
export const mailbox: RunEntry = {
	live: `SELECT subscription_id, id FROM mailbox WHERE deleted_at IS NULL`,
	owner: { table: 'mailbox', column: 'owner_id' },
	due: null,
	underWay: null,
	headStart: 2,
	heartbeat: 'watch',
	answered: null,
	shown: `SELECT subscription_id, id, owner_id, id AS mailbox_id, address,
			CASE WHEN deleted_at IS NOT NULL THEN 'withdrawn' WHEN held_by IS NULL THEN 'running' ELSE 'blocked' END AS state,
			CASE WHEN deleted_at IS NOT NULL THEN 'mailbox-deleted' ELSE coalesce(held_by, 'mailbox-read') END AS reason,
			coalesce(deleted_at, lost_at, unwatched_at, synchronised_at) AS since, created_at AS begun_at,
			NULL::timestamptz AS next_at, deleted_at IS NULL AS is_live, NULL::int AS count,
			coalesce(error_code, failure_code) AS fault
		FROM (SELECT mailbox.subscription_id, mailbox.id, owner_id, address, deleted_at, synchronised_at, created_at,
				error_code, failure_code, lost_at, unwatched_at,
				coalesce(${MAILBOX_REASON}, ${refusedReason({ subscription: 'mailbox.subscription_id', id: 'mailbox.id' })}) AS held_by
			FROM limits CROSS JOIN mailbox LEFT JOIN mailbox_watch AS watch
				ON watch.subscription_id = mailbox.subscription_id AND watch.mailbox_id = mailbox.id) watched`,
	events: 'mailbox_id',
};
