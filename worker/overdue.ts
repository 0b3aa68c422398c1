import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { deliveryLimits } from '#platform/limits.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import type { RunTarget } from './runs.ts';

/** At most so many rows of a kind in one sweep; the next one goes on. */
const PAGE = 1_000;

interface Row {
	subscription_id: string;
	id: string;
	owner_id: string | null;
}

/**
 * Rows whose next look is overdue (domain time): their timer was lost, or their run is. Rows whose poke is still in the
 * outbox, or was delivered a moment ago, are left alone.
 */
export async function findOverdue(pool: DispatchPool): Promise<RunTarget[]> {
	const seconds = deliveryLimits.overdueAfter / 1000;
	const engagements = await pool.query<Row>(
		`SELECT subscription_id, id, responsible_user_id AS owner_id FROM engagement
		WHERE ended_at IS NULL AND next_look_at < domain_now() - make_interval(secs => $1)
			AND ${wasNotPoked('engagement', 'engagement.id')}
		ORDER BY next_look_at LIMIT ${PAGE}`,
		[seconds],
	);
	const users = await pool.query<Row>(
		`SELECT DISTINCT subscription_id, user_id AS id, user_id AS owner_id FROM notification
		WHERE treated_at IS NULL AND treated_due_at < domain_now() - make_interval(secs => $1)
			AND ${wasNotPoked('notifications', 'notification.user_id')}
		LIMIT ${PAGE}`,
		[seconds],
	);
	return [...targets('engagement', engagements), ...targets('notifications', users)];
}

/** `$1` is the age, in seconds, from which a delivered poke no longer counts. */
function wasNotPoked(workflow: RunKind, column: string): string {
	return `NOT EXISTS (SELECT FROM outbox WHERE workflow = '${workflow}' AND target_id = ${column}
		AND (delivered_at IS NULL OR delivered_at > clock_timestamp() - make_interval(secs => $1)))`;
}

/** Pages through the rows that must have a run, of one kind, after the row `after`. */
export async function findLive(
	pool: DispatchPool,
	kind: RunKind,
	after: string,
	limit: number,
): Promise<RunTarget[]> {
	return targets(kind, await pool.query<Row>(`${LIVE[kind]} ORDER BY id LIMIT $2`, [after, limit]));
}

/** How many rows must have a run of this kind. */
export async function countLive(pool: DispatchPool, kind: RunKind): Promise<number> {
	const [row] = await pool.query<{ count: number }>(`SELECT count(*)::int FROM (${LIVE[kind]}) live`, [NIL]);
	return row!.count;
}

/** Before every row. */
export const NIL = '00000000-0000-0000-0000-000000000000';

/**
 * The rows that must have a run. An ended engagement keeps its run while the fate of one of its sends is open.
 */
const LIVE: Record<RunKind, string> = {
	engagement: `SELECT subscription_id, id, responsible_user_id AS owner_id FROM engagement
		WHERE id > $1 AND (ended_at IS NULL OR id IN (SELECT engagement_id FROM send
			WHERE state = 'armed' OR state = 'uncertain' AND settled_at IS NULL))`,
	mailbox: `SELECT subscription_id, id, owner_id FROM mailbox WHERE id > $1 AND deleted_at IS NULL`,
	message: `SELECT subscription_id, id, author_id AS owner_id FROM send
		WHERE id > $1 AND kind <> 'step' AND (state IN ('ready', 'claimed', 'armed')
			OR state = 'uncertain' AND settled_at IS NULL)`,
	connection: `SELECT subscription_id, id, user_id AS owner_id FROM connection_test WHERE id > $1 AND state = 'running'`,
	notifications: `SELECT DISTINCT subscription_id, user_id AS id, user_id AS owner_id FROM notification
		WHERE user_id > $1 AND treated_at IS NULL`,
	effect: `SELECT subscription_id, id, user_id AS owner_id FROM automation_effect
		WHERE id > $1 AND state = 'pending'`,
	clock: `SELECT installation.id AS subscription_id, installation.id, NULL::uuid AS owner_id FROM installation
		WHERE installation.id > $1 AND travel_to IS NOT NULL`,
};

function targets(kind: RunKind, rows: Row[]): RunTarget[] {
	return rows.map((row) => ({
		kind,
		subscriptionId: row.subscription_id,
		id: row.id,
		ownerId: row.owner_id,
	}));
}
