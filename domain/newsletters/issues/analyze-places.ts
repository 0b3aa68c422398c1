import type { Transaction } from '#platform/database/database.ts';

/**
 * Tells the statistics of PostgreSQL of the recipients that a snapshot has just written. A transaction of its own: others that
 * analyse the same table wait for its end.
 */
export async function analyzePlaces(tx: Transaction): Promise<void> {
	await tx.sql`SELECT analyze_issue_places()`;
}
