import { suppressionHashes } from '#domain/suppressions/ask/suppression-key.ts';
import type { Transaction } from '#platform/database/database.ts';

/** What the *Liste d’opposition* says of many addresses. */
export interface SuppressionsAmong {
	/** The address is on it, whoever put it there. */
	isListed(address: string): boolean;
	/** The person herself said so from this address: she gets nothing at any of hers. */
	saidNo(address: string): boolean;
}

/** Asks the list about many addresses in one statement; their keyed hashes are made here, for no database knows the key. */
export async function suppressionsAmong(
	tx: Transaction,
	addresses: readonly string[],
): Promise<SuppressionsAmong> {
	const hashesOf = new Map<string, string[]>();
	const hashes = (address: string) => {
		const known = hashesOf.get(address);
		if (known) return known;
		const made = suppressionHashes(tx, address).map((hash) => hash.toString('hex'));
		hashesOf.set(address, made);
		return made;
	};
	const asked = new Set(addresses.flatMap(hashes));
	const rows =
		asked.size === 0
			? []
			: await tx.sql<{ hash: string; cause: string }>`
				SELECT encode(address_hash, 'hex') AS hash, cause FROM suppression
				WHERE subscription_id = ${tx.subscriptionId}::uuid
					AND address_hash IN (SELECT decode(hash, 'hex') FROM unnest(${[...asked]}::text[]) AS asked (hash))`;
	const causes = new Map(rows.map(({ hash, cause }) => [hash, cause]));
	return {
		isListed: (address) => hashes(address).some((hash) => causes.has(hash)),
		saidNo: (address) => hashes(address).some((hash) => causes.has(hash) && causes.get(hash) !== 'manual'),
	};
}
