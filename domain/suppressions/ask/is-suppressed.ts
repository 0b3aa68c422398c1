import { Prisma } from '#prisma/generated/client/client.ts';
import type { Transaction } from '#platform/database/database.ts';
import { suppressionHashes } from './suppression-key.ts';

/** Since when an address gets nothing any more; undefined where it may be written to. */
export async function isSuppressed(tx: Transaction, address: string): Promise<Date | undefined> {
	const [row] = await tx.sql<SuppressedRow>`SELECT ${suppressedColumn(tx, address)}`;
	return row?.suppressedAt ?? undefined;
}

/** The same in a larger read. */
export interface SuppressedRow {
	readonly suppressedAt: Date | null;
}

/** For the list of columns of a SELECT; without an address nothing is suppressed. */
export function suppressedColumn(tx: Transaction, address: string | null): Prisma.Sql {
	const hashes = address === null ? [] : suppressionHashes(tx, address);
	return Prisma.sql`
		(SELECT at FROM suppression
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND address_hash = ANY(${hashes}::bytea[]) LIMIT 1) AS "suppressedAt"`;
}
