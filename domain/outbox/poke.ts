import type { Transaction } from '#platform/database/database.ts';
import { deliveryLimits } from '#platform/limits.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';

/**
 * Makes the run of a row look again, or start where it has none, once this transaction has committed: the dispatcher
 * delivers the row as signal-with-start under the id `<kind>/<id>`. A poke that is lost or doubled changes latency only.
 */
export async function poke(tx: Transaction, kind: RunKind, id: string): Promise<void> {
	await pokeAll(tx, kind, [id]);
}

/**
 * The same for many rows, in one statement. They trail behind at `deliveryLimits.perSecond`, so that a bulk command never
 * stands in front of a single act of a person.
 */
export async function pokeAll(tx: Transaction, kind: RunKind, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	await tx.sql`
		INSERT INTO outbox (subscription_id, kind, workflow, target_id, next_try_at)
		SELECT ${tx.subscriptionId}::uuid, 'poke', ${kind}, id,
			clock_timestamp() + make_interval(secs => (place - 1)::float / ${deliveryLimits.perSecond}::float)
		FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS target (id, place)`;
}
