import { Prisma } from '#prisma/generated/client/client.ts';
import { normaliseAddress } from '#domain/values/mail-address.ts';
import { mailboxOf } from '#platform/addresses/comparable-address.ts';
import type { Transaction } from '#platform/database/database.ts';
import { suppressionHashes } from './suppression-key.ts';

/** Since when an address gets nothing any more; undefined where it may be written to. */
export async function isSuppressed(tx: Transaction, address: string): Promise<Date | undefined> {
	return (await readOpposition(tx, address)).suppressedAt ?? undefined;
}

/** What stands against any mail to an address: the list, and an objection that nobody confirmed yet (5.7-6). */
export async function readOpposition(tx: Transaction, address: string): Promise<OppositionRow> {
	const [row] = await tx.sql<OppositionRow>`SELECT ${oppositionColumns(tx, address)}`;
	return row!;
}

/** The same in a larger read. */
export interface OppositionRow {
	readonly suppressedAt: Date | null;
	/** The mail that objects. */
	readonly objectionId: string | null;
}

/** For the list of columns of a SELECT; without an address nothing is opposed. */
export function oppositionColumns(tx: Transaction, address: string | null): Prisma.Sql {
	const hashes = address === null ? [] : suppressionHashes(tx, address);
	const mailbox = address === null ? null : mailboxOf(normaliseAddress(address) ?? address);
	return Prisma.sql`
		(SELECT at FROM suppression
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND address_hash = ANY(${hashes}::bytea[]) LIMIT 1) AS "suppressedAt",
		(SELECT message_id::text FROM open_objection
			WHERE subscription_id = ${tx.subscriptionId}::uuid AND mailbox = ${mailbox}::text LIMIT 1) AS "objectionId"`;
}
