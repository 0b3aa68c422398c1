import type { Transaction } from '#platform/database/database.ts';

/** A run without a next instant waits for a poke; it looks again all the same, should the poke be lost. */
const WITHOUT_INSTANT = 10 * 60_000;

/** Milliseconds of domain time until an instant, at least 1. */
export function waitUntil(tx: Transaction, instant: Date | null): number {
	return instant ? Math.max(1, instant.getTime() - tx.at.getTime()) : WITHOUT_INSTANT;
}
