import type { Transaction } from '#platform/database/database.ts';
import { suppressionHash } from './suppression-key.ts';

/** Since when each of these addresses gets nothing any more; those that may be written to are left out. */
export async function suppressedAmong(
	tx: Transaction,
	addresses: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
	const unique = [...new Set(addresses)];
	if (unique.length === 0) return new Map();
	const hashed = unique.map((address) => ({ address, hash: suppressionHash(tx, address) }));
	const rows = await tx.db.suppression.findMany({
		where: { addressHash: { in: hashed.map(({ hash }) => Uint8Array.from(hash)) } },
		select: { addressHash: true, at: true },
	});
	const sinceOf = new Map(rows.map(({ addressHash, at }) => [Buffer.from(addressHash).toString('hex'), at]));
	return new Map(
		hashed.flatMap(({ address, hash }) => {
			const since = sinceOf.get(hash.toString('hex'));
			return since ? [[address, since] as const] : [];
		}),
	);
}
