import type { Transaction } from './database.ts';

/**
 * Transactions of a subscription that name the same thing follow one another until they end: what is counted or looked for
 * after this is as the one before left it. For what has no row that could be locked (docs/design/rows-and-commands.md#locks).
 */
export async function oneAfterTheOther(tx: Transaction, what: string): Promise<void> {
	await tx.sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${tx.subscriptionId}/${what}`}, 0))`;
}
