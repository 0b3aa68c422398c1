import type { Transaction } from '#platform/database/database.ts';
import { suppressionHash } from './suppression-key.ts';

/** Since when an address gets nothing any more; undefined where it may be written to. */
export async function isSuppressed(tx: Transaction, address: string): Promise<Date | undefined> {
	const addressHash = suppressionHash(tx.subscriptionId, address) as Uint8Array<ArrayBuffer>;
	const row = await tx.db.suppression.findFirst({ where: { addressHash }, select: { at: true } });
	return row?.at;
}
