import type { Transaction } from '#platform/database/database.ts';

/** Of mails in a folder, those that no row keeps, in the given order. */
export async function uidsNotStored(
	tx: Transaction,
	place: { readonly mailboxId: string; readonly folder: string; readonly uidValidity: bigint },
	uids: readonly number[],
): Promise<number[]> {
	const stored = await tx.db.message.findMany({
		where: { ...place, uid: { in: uids.map(BigInt) } },
		select: { uid: true },
	});
	const known = new Set(stored.map(({ uid }) => Number(uid)));
	return uids.filter((uid) => !known.has(uid));
}
