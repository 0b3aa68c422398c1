import type { Transaction } from '#platform/database/database.ts';

/** How deletions of a mailbox are followed (G-18). */
export interface DeletionsView {
	since: Date;
	/** The last night that was begun, and the last one that saw every folder. */
	triedAt: Date | null;
	checkedAt: Date | null;
	/** Since when mails that are gone wait for an answer, and how many they are; null: none does. */
	held: { since: Date; count: number } | null;
}

/** @returns null where they are not followed. */
export async function readDeletions(tx: Transaction, mailboxId: string): Promise<DeletionsView | null> {
	const followed = await tx.db.followedDeletions.findFirst({ where: { mailboxId } });
	if (!followed) return null;
	const { since, triedAt, checkedAt, heldAt } = followed;
	const held = heldAt && {
		since: heldAt,
		count: await tx.db.mailSight.count({
			where: { mailboxId, confirmedAt: { not: null }, message: { goneAt: null } },
		}),
	};
	return { since, triedAt, checkedAt, held };
}
