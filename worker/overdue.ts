import { entriesWith, ownerSql, RUN_REGISTRY } from '#domain/runs/registry.ts';
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
	const found: RunTarget[] = [];
	for (const { kind, held } of entriesWith('due')) {
		const rows = await pool.query<Row>(
			`SELECT subscription_id, id, ${ownerSql(kind, 'late')} AS owner_id FROM (
				SELECT subscription_id, id, min(due) AS due FROM (${held.rows}) waiting
				WHERE due < domain_now() - make_interval(secs => $1) AND NOT EXISTS (SELECT FROM outbox
					WHERE workflow = '${kind}' AND target_id = waiting.id
						AND (delivered_at IS NULL OR delivered_at > clock_timestamp() - make_interval(secs => $1)))
				GROUP BY subscription_id, id ORDER BY min(due) LIMIT ${PAGE}) late`,
			[deliveryLimits.overdueAfter / 1000],
		);
		found.push(...targets(kind, rows));
	}
	return found;
}

/** Pages through the rows that must have a run, of one kind, after the row `after`. */
export async function findLive(
	pool: DispatchPool,
	kind: RunKind,
	after: string,
	limit: number,
): Promise<RunTarget[]> {
	const rows = await pool.query<Row>(
		`SELECT subscription_id, id, ${ownerSql(kind, 'page')} AS owner_id FROM (
			SELECT subscription_id, id FROM (${RUN_REGISTRY[kind].live}) live WHERE id > $1 ORDER BY id LIMIT $2) page
		ORDER BY id`,
		[after, limit],
	);
	return targets(kind, rows);
}

/** How many rows must have a run of this kind. */
export async function countLive(pool: DispatchPool, kind: RunKind): Promise<number> {
	const [row] = await pool.query<{ count: number }>(
		`SELECT count(*)::int FROM (${RUN_REGISTRY[kind].live}) live`,
	);
	return row!.count;
}

/** Before every row. */
export const NIL = '00000000-0000-0000-0000-000000000000';

function targets(kind: RunKind, rows: Row[]): RunTarget[] {
	return rows.map((row) => ({
		kind,
		subscriptionId: row.subscription_id,
		id: row.id,
		ownerId: row.owner_id,
	}));
}
