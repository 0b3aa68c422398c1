import type { Transaction } from '#platform/database/database.ts';

/**
 * Rows of these tables that `act` reads. Counted from before it: what earlier transactions of the same connection read is told
 * to PostgreSQL's statistics once a second only, and stands among a transaction's own until then.
 */
export async function rowsRead(
	tx: Transaction,
	tables: readonly string[],
	act: (tx: Transaction) => Promise<unknown>,
): Promise<number> {
	const before = await readSoFar(tx, tables);
	await act(tx);
	return (await readSoFar(tx, tables)) - before;
}

async function readSoFar(tx: Transaction, tables: readonly string[]): Promise<number> {
	const [of] = await tx.sql<{ read: number }>`
		SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS read
		FROM pg_stat_xact_user_tables WHERE relname = ANY(${[...tables]})`;
	return of!.read;
}
