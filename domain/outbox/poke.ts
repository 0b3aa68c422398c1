import type { Transaction } from '#platform/database/database.ts';
import type { RunKind } from '#workflows/contracts/run-ref.ts';

/**
 * Makes the run of a row look again, or start where it has none, once this transaction has committed: the dispatcher
 * delivers the row as signal-with-start under the id `<kind>/<id>`. A poke that is lost or doubled changes latency only.
 */
export async function poke(tx: Transaction, kind: RunKind, id: string): Promise<void> {
	await pokeAll(tx, kind, [id]);
}

/** The same for many rows, in one statement; the dispatcher lets them trail behind at its stated rate. */
export async function pokeAll(tx: Transaction, kind: RunKind, ids: readonly string[]): Promise<void> {
	if (ids.length === 0) return;
	await tx.db.outbox.createMany({
		data: ids.map((targetId) => ({
			subscriptionId: tx.subscriptionId,
			kind: 'poke',
			workflow: kind,
			targetId,
		})),
	});
}
