import { pokeAll } from '#domain/outbox/poke.ts';
import type { TravelHalt } from '#domain/clock/travel-halts.ts';
import { entriesWith } from '#domain/runs/registry.ts';
import type { RunHalt } from '#domain/runs/run-entry.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import type { ClockDeps } from './clock-deps.ts';

/** Every row that waits for an instant of domain time, with that instant, the run that waits, and its name in a halt. */
const WAITING = entriesWith('due')
	.map(
		({ kind, held }) => `SELECT subscription_id, id, due, '${kind}' AS kind, '${held.halt}' AS halt
			FROM (${held.rows}) ${kind} WHERE waits_for_clock`,
	)
	.join(' UNION ALL ');

/** Every row that is at work at this instant. */
const AT_WORK = entriesWith('underWay')
	.map(({ kind, held }) => `SELECT '${held.halt}' AS halt FROM (${held.rows}) ${kind}`)
	.join(' UNION ALL ');

/** The halts that may wait for a poke: due rows stand behind them. */
export const WAKING_HALTS: ReadonlySet<TravelHalt> = new Set(entriesWith('due').map(({ held }) => held.halt));

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

/** How much is still under way under the name of each halt: all zero is rest, as far as rows can tell. */
export async function countUnderWay({
	pool,
}: Pick<ClockDeps, 'pool'>): Promise<Readonly<Record<RunHalt | 'outbox', number>>> {
	const rows = await pool.query<{ halt: RunHalt | 'outbox'; count: number }>(`
		SELECT halt, count(*)::int FROM (
			SELECT halt FROM (${AT_WORK}) at_work
			UNION ALL SELECT 'outbox' FROM outbox WHERE delivered_at IS NULL
			UNION ALL SELECT halt FROM (${WAITING}) waiting WHERE due <= domain_now()) under_way
		GROUP BY halt`);
	const counted = { sends: 0, outbox: 0, runs: 0, notifications: 0 };
	for (const { halt, count } of rows) counted[halt] = count;
	return counted;
}
