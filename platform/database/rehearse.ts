import type { Transaction } from './database.ts';

/**
 * Does `work` and takes it back: so a preview says what its act would do, however the effects stand on each other. Nothing of
 * it is announced, and what it locked is free again: to be the last thing that a transaction does.
 *
 * @throws what `work` throws; then nothing of the whole transaction stands.
 */
export async function rehearse<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
	await tx.db.$executeRaw`SAVEPOINT rehearsal`;
	const found = await work();
	await tx.db.$executeRaw`ROLLBACK TO SAVEPOINT rehearsal`;
	return found;
}
