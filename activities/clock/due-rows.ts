import { pokeAll } from '#domain/outbox/poke.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import type { ClockDeps } from './clock-deps.ts';

/** A send whose fate is looked for goes by the wall clock: its engagement is not due by the domain's. */
const WITHOUT_OPEN_SEND = `NOT EXISTS (SELECT FROM send WHERE send.subscription_id = engagement.subscription_id
	AND send.engagement_id = engagement.id AND send.state = 'uncertain' AND send.settled_at IS NULL)`;

/** Every row that waits for an instant of domain time, with that instant and the run that waits. */
const WAITING = `
	SELECT subscription_id, id, 'engagement' AS kind, next_look_at AS due FROM engagement
		WHERE ended_at IS NULL AND next_look_at IS NOT NULL AND ${WITHOUT_OPEN_SEND}
	UNION ALL SELECT subscription_id, user_id, 'notifications', treated_due_at FROM notification
		WHERE treated_at IS NULL AND treated_due_at IS NOT NULL
	UNION ALL SELECT subscription_id, id, 'message', not_before FROM send
		WHERE kind <> 'step' AND state = 'ready' AND not_before IS NOT NULL`;

/** The earliest instant still ahead at which a run has something to do, or null. */
export async function nextDueAt({ pool }: Pick<ClockDeps, 'pool'>): Promise<Date | null> {
	const [row] = await pool.query<{ due: Date | null }>(
		`SELECT min(due) AS due FROM (${WAITING}) waiting WHERE due > domain_now()`,
	);
	return row!.due;
}

/** Wakes the runs of all rows that are due: their timers count the wall clock. @returns how many. */
export async function pokeDue({ pool, database }: Pick<ClockDeps, 'pool' | 'database'>): Promise<number> {
	const due = await pool.query<{ subscription_id: string; id: string; kind: RunKind }>(
		`SELECT DISTINCT subscription_id, id, kind FROM (${WAITING}) waiting WHERE due <= domain_now()`,
	);
	for (const [subscriptionId, rows] of Map.groupBy(due, (row) => row.subscription_id)) {
		await database.inSubscription(subscriptionId, async (tx) => {
			for (const [kind, same] of Map.groupBy(rows, (row) => row.kind))
				await pokeAll(
					tx,
					kind,
					same.map((row) => row.id),
				);
		});
	}
	return due.length;
}

/** How much of each kind is still under way: all zero is rest, as far as rows can tell. */
export async function countUnderWay({
	pool,
}: Pick<ClockDeps, 'pool'>): Promise<Record<'sends' | 'outbox' | 'runs' | 'notifications', number>> {
	const [row] = await pool.query<Record<'sends' | 'outbox' | 'runs' | 'notifications', number>>(`
		SELECT
			(SELECT count(*)::int FROM send WHERE state IN ('claimed', 'armed')
				OR kind <> 'step' AND state = 'ready' AND (not_before IS NULL OR not_before <= domain_now())) AS sends,
			(SELECT count(*)::int FROM outbox WHERE delivered_at IS NULL) AS outbox,
			count(*) FILTER (WHERE kind = 'engagement')::int
				+ (SELECT count(*)::int FROM automation_effect WHERE state = 'pending') AS runs,
			count(*) FILTER (WHERE kind = 'notifications')::int AS notifications
		FROM (${WAITING}) waiting WHERE due <= domain_now()`);
	return row!;
}
