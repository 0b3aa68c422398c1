import { erasedMessageKey } from '#domain/values/erased-message-key.ts';
import type { Transaction } from '#platform/database/database.ts';

/** Of mails in a folder, those that no row keeps. @param uids ascending. */
export async function uidsNotStored(
	tx: Transaction,
	place: { readonly mailboxId: string; readonly folder: string; readonly uidValidity: bigint },
	uids: readonly number[],
): Promise<number[]> {
	if (uids.length === 0) return [];
	// Few of the mails between are ours to keep, whatever their number.
	const stored = await tx.db.message.findMany({
		where: { ...place, uid: { gte: BigInt(uids[0]!), lte: BigInt(uids.at(-1)!) } },
		select: { uid: true },
	});
	const copied = await tx.db.messageCopy.findMany({
		where: { ...place, uid: { gte: BigInt(uids[0]!), lte: BigInt(uids.at(-1)!) } },
		select: { uid: true },
	});
	const known = new Set([...stored, ...copied].map(({ uid }) => Number(uid)));
	return uids.filter((uid) => !known.has(uid));
}

/** Of Message-ID keys, those that a mailbox keeps, wherever the mail lies. */
export async function keysStored(
	tx: Transaction,
	mailboxId: string,
	keys: readonly string[],
): Promise<ReadonlySet<string>> {
	const erased = new Map(keys.map((key) => [erasedMessageKey(key), key]));
	const stored = await tx.db.message.findMany({
		where: {
			messageIdKey: { in: [...keys, ...erased.keys()] },
			OR: [{ mailboxId }, { copies: { some: { mailboxId } } }],
		},
		select: { messageIdKey: true },
	});
	return new Set(stored.flatMap(({ messageIdKey: key }) => (key === null ? [] : (erased.get(key) ?? key))));
}
