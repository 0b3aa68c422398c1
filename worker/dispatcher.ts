import { byKindSql, ownerSql, RUN_REGISTRY } from '#domain/runs/registry.ts';
import { listen } from '#platform/database/listen.ts';
import type { DispatchPool } from '#platform/database/dispatch-pool.ts';
import { deliveryLimits } from '#platform/limits.ts';
import type { Logger } from '#platform/logging.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';
import { withPause } from './pause.ts';
import type { Runs } from './runs.ts';

/** Rows taken at once, and calls to Temporal at once. */
const BATCH = 50;
const AT_ONCE = 10;

interface OutboxRow {
	id: string;
	subscription_id: string;
	workflow: RunKind;
	target_id: string;
	owner_id: string | null;
	attempts: number;
}

/** Delivers the outbox for as long as the process lives. */
export interface Dispatcher {
	stop(): Promise<void>;
}

/**
 * Delivers the pokes that transactions left in the outbox: at their NOTIFY, and every few seconds in case one was lost.
 * Several dispatchers share the rows; one that dies leaves them to the others. What cannot be delivered, with Temporal
 * stopped, is tried again after growing pauses: the gates have closed in PostgreSQL already.
 */
export async function startDispatcher(deps: {
	databaseUrl: string;
	pool: DispatchPool;
	runs: Runs;
	logger: Logger;
}): Promise<Dispatcher> {
	const { pool, runs, logger } = deps;
	const pause = withPause();
	const listener = await listen({
		url: deps.databaseUrl,
		role: 'refrain_dispatch',
		channel: 'refrain_outbox',
		onNotification: () => pause.wake(),
		onReconnect: () => pause.wake(),
	});
	let stopped = false;

	const loop = async (): Promise<void> => {
		while (!stopped) {
			try {
				const taken = await deliverBatch();
				if (taken === BATCH) continue;
				await pause.for(Math.min(deliveryLimits.pollEvery, await nextDue(pool)));
			} catch (error) {
				logger.warn({ err: error }, 'outbox: database unreachable');
				await pause.for(deliveryLimits.pollEvery);
			}
		}
	};

	async function deliverBatch(): Promise<number> {
		const rows = await take(pool);
		const byTarget = Map.groupBy(rows, (row) => `${row.workflow}/${row.target_id}`);
		const targets = [...byTarget.values()];
		const delivered: string[] = [];
		const failed: string[] = [];
		const work = async (): Promise<void> => {
			for (let same = targets.shift(); same; same = targets.shift()) {
				const end = (await deliver(same[0]!)) ? delivered : failed;
				end.push(...same.map((row) => row.id));
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, work));
		if (delivered.length > 0) await markDelivered(pool, delivered);
		if (failed.length > 0) await putOff(pool, failed);
		return rows.length;
	}

	async function deliver(row: OutboxRow): Promise<boolean> {
		const target = { kind: row.workflow, subscriptionId: row.subscription_id, id: row.target_id };
		try {
			await runs.poke({ ...target, ownerId: row.owner_id });
			return true;
		} catch (error) {
			const { workflow, target_id: id, attempts } = row;
			logger.warn({ err: error, workflow, id, attempts }, 'outbox: not delivered, tried again later');
			return false;
		}
	}

	const running = loop();
	return {
		async stop() {
			stopped = true;
			pause.wake();
			await running;
			await listener.close();
		},
	};
}

/**
 * Takes due rows, urgent kinds a little ahead of their turn. Those of a dispatcher that dies are due again when no delivery
 * can be under way any more.
 */
function take(pool: DispatchPool): Promise<OutboxRow[]> {
	return pool.query<OutboxRow>(
		`WITH due AS (
			SELECT id FROM outbox WHERE delivered_at IS NULL AND next_try_at <= clock_timestamp()
			ORDER BY next_try_at - make_interval(secs => ${byKindSql('workflow', headStartOf)}), id LIMIT $1 FOR UPDATE SKIP LOCKED
		), taken AS (
			UPDATE outbox SET attempts = attempts + 1, next_try_at = clock_timestamp() + make_interval(secs => $2)
			FROM due WHERE outbox.id = due.id RETURNING outbox.*
		)
		SELECT taken.id, taken.subscription_id, taken.workflow, taken.target_id, taken.attempts,
			${byKindSql('taken.workflow', (kind) => ownerSql(kind, 'target'))} AS owner_id
		FROM taken CROSS JOIN LATERAL (SELECT taken.subscription_id, taken.target_id AS id) target`,
		[BATCH, ((BATCH / AT_ONCE) * deliveryLimits.callWithin) / 1000],
	);
}

function headStartOf(kind: RunKind): string {
	return String(RUN_REGISTRY[kind].headStart);
}

async function markDelivered(pool: DispatchPool, ids: readonly string[]): Promise<void> {
	await pool.query(`UPDATE outbox SET delivered_at = clock_timestamp() WHERE id = ANY($1)`, [ids]);
}

/** The pause doubles with each attempt. */
async function putOff(pool: DispatchPool, ids: readonly string[]): Promise<void> {
	await pool.query(
		`UPDATE outbox SET next_try_at = clock_timestamp()
			+ make_interval(secs => least($2::float * 2 ^ least(attempts - 1, 20), $3::float))
		WHERE id = ANY($1)`,
		[ids, deliveryLimits.retryAtLeast / 1000, deliveryLimits.retryAtMost / 1000],
	);
}

/** Milliseconds until the next row is due. */
async function nextDue(pool: DispatchPool): Promise<number> {
	const [row] = await pool.query<{ wait: number | null }>(
		`SELECT (extract(epoch FROM min(next_try_at) - clock_timestamp()) * 1000)::float AS wait
		FROM outbox WHERE delivered_at IS NULL`,
	);
	return Math.max(10, row?.wait ?? Infinity);
}
